package io.feedmill.streams;

import io.feedmill.avro.StorySketch;
import io.feedmill.sketch.Marks;
import io.feedmill.sketch.Sketch;
import java.nio.ByteBuffer;

/** A sketch in the contract's form and back. */
final class Sketches {

    private Sketches() {}

    static StorySketch toAvro(Sketch sketch) {
        ByteBuffer body = bytes(sketch.body());
        ByteBuffer lede = ByteBuffer.allocate(sketch.lede().length * Integer.BYTES);
        lede.asIntBuffer().put(sketch.lede());
        ByteBuffer keys = ByteBuffer.allocate(sketch.keys().length * Long.BYTES);
        keys.asLongBuffer().put(sketch.keys());
        Marks marks = sketch.marks();
        return new StorySketch(
                sketch.shingles(),
                sketch.tokens(),
                body,
                lede,
                keys,
                sketch.exact(),
                bytes(marks.figures()),
                bytes(marks.names()));
    }

    static Sketch fromAvro(StorySketch sketch) {
        short[] body = shorts(sketch.getBody());
        int[] lede = new int[sketch.getLede().remaining() / Integer.BYTES];
        sketch.getLede().duplicate().asIntBuffer().get(lede);
        long[] keys = new long[sketch.getKeys().remaining() / Long.BYTES];
        sketch.getKeys().duplicate().asLongBuffer().get(keys);
        Marks marks = new Marks(shorts(sketch.getFigures()), shorts(sketch.getNames()));
        return new Sketch(sketch.getShingles(), sketch.getTokens(), body, lede, keys, sketch.getExact(), marks);
    }

    private static ByteBuffer bytes(short[] shorts) {
        ByteBuffer bytes = ByteBuffer.allocate(shorts.length * Short.BYTES);
        bytes.asShortBuffer().put(shorts);
        return bytes;
    }

    private static short[] shorts(ByteBuffer bytes) {
        short[] shorts = new short[bytes.remaining() / Short.BYTES];
        bytes.duplicate().asShortBuffer().get(shorts);
        return shorts;
    }
}
