package io.feedmill.streams;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What becomes of a record whose processing throws where no stage has caught it: if a store or the cluster failed, the
 * record is not at fault and must not be skipped, so the thread fails and starts again; else Streams' own handler logs it,
 * writes it to the dead letters, and goes on.
 */
public final class ContinueUnlessTheMillIsIll extends LogAndContinueProcessingExceptionHandler {

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        // Here, outside of the stages, what cannot be written or read is a store's: records are read by OpenRaw.
        return exception instanceof KafkaException ? Response.fail() : super.handleError(context, record, exception);
    }
}
