package io.feedmill.streams;

import io.feedmill.avro.StorySketch;
import io.feedmill.sketch.Sketch;
import java.nio.ByteBuffer;

/** A sketch in the contract's form and back. */
final class Sketches {

    private Sketches() {}

    static StorySketch toAvro(Sketch sketch) {
        ByteBuffer body = ByteBuffer.allocate(sketch.body().length * Short.BYTES);
        body.asShortBuffer().put(sketch.body());
        ByteBuffer lede = ByteBuffer.allocate(sketch.lede().length * Integer.BYTES);
        lede.asIntBuffer().put(sketch.lede());
        ByteBuffer keys = ByteBuffer.allocate(sketch.keys().length * Long.BYTES);
        keys.asLongBuffer().put(sketch.keys());
        return new StorySketch(sketch.shingles(), sketch.tokens(), body, lede, keys, sketch.exact());
    }

    static Sketch fromAvro(StorySketch sketch) {
        short[] body = new short[sketch.getBody().remaining() / Short.BYTES];
        sketch.getBody().duplicate().asShortBuffer().get(body);
        int[] lede = new int[sketch.getLede().remaining() / Integer.BYTES];
        sketch.getLede().duplicate().asIntBuffer().get(lede);
        long[] keys = new long[sketch.getKeys().remaining() / Long.BYTES];
        sketch.getKeys().duplicate().asLongBuffer().get(keys);
        return new Sketch(sketch.getShingles(), sketch.getTokens(), body, lede, keys, sketch.getExact());
    }
}
