package io.feedmill.standalone;

import io.feedmill.avro.Coordinates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Puts results back into the order in which their raw records went in. Not thread-safe. */
final class InputOrder {
    private record Place(int partition, long offset) {
        static Place of(Coordinates coordinates) {
            return new Place(coordinates.getPartition(), coordinates.getOffset());
        }
    }

    private final List<Place> order;
    private final Map<Place, Result> waiting = new HashMap<>();
    private int done;

    /** @param inputs where the raw records stand, in the order they went in */
    InputOrder(List<Coordinates> inputs) {
        order = inputs.stream().map(Place::of).toList();
    }

    void accept(Result result) {
        waiting.put(Place.of(result.outcome().getRaw()), result);
    }

    /** Hands on, in order, what has nothing missing before it. */
    void drain(Consumer<Result> results) {
        while (!isDone() && waiting.containsKey(order.get(done))) {
            results.accept(waiting.remove(order.get(done)));
            done++;
        }
    }

    boolean isDone() {
        return done == order.size();
    }

    /** How many results were handed on. */
    int done() {
        return done;
    }
}
