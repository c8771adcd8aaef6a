package io.feedmill.streams;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Rejected drafts as dead letters: the original key and value, the original headers, and the headers that Kafka Streams
 * gives its own letters (KIP-1034), so that whoever reads the topic need not know who wrote one. Ours are written by an
 * ordinary sink, in the transaction that also holds the outcome; Streams' own handlers remain for what is unforeseen.
 */
final class DeadLetters extends ContextualProcessor<String, Draft, byte[], byte[]> {

    private static final String PREFIX = "__streams.errors.";
    private static final int MAX_STACK_TRACE = 4_000;

    @Override
    public void process(Record<String, Draft> record) {
        Draft draft = record.value();
        Throwable cause = draft.settled().cause();
        Headers headers = new RecordHeaders(record.headers());
        add(headers, "exception", cause.getClass().getName());
        add(headers, "message", draft.settled().stage() + ": " + draft.settled().reason());
        add(headers, "stacktrace", stackTrace(cause));
        add(headers, "topic", draft.raw().getTopic());
        add(headers, "partition", Integer.toString(draft.raw().getPartition()));
        add(headers, "offset", Long.toString(draft.raw().getOffset()));
        context().forward(new Record<>(draft.original().key(), draft.original().value(), record.timestamp(), headers));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String stackTrace(Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return Assembly.cut(trace.toString(), MAX_STACK_TRACE);
    }
}
