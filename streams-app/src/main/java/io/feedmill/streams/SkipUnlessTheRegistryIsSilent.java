package io.feedmill.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * What becomes of a record of an internal topic that cannot be read: if its schema could not be asked for, the record is not
 * at fault, and the thread fails and starts again; else Streams' own handler logs it, writes it to the dead letters, and
 * goes on.
 */
public final class SkipUnlessTheRegistryIsSilent extends LogAndContinueExceptionHandler {

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return Stage.isOfTheMill(exception) ? Response.fail() : super.handleError(context, record, exception);
    }
}
