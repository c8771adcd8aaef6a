package io.feedmill.producer.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The platform's look-up of names, which knows no time limit, with one. A look-up that takes longer is left to itself;
 * so many of these at most are borne at a time. Thread-safe.
 */
final class TimedLookup implements AddressGuard.Lookup, AutoCloseable {

    /** A name was not looked up in time. */
    static final class LateException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        LateException(String message) {
            super(message);
        }
    }

    private static final int THREADS = 64;

    private final AddressGuard.Lookup platform;
    private final Duration limit;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "feedmill-lookup");
                thread.setDaemon(true);
                return thread;
            });

    TimedLookup(AddressGuard.Lookup platform, Duration limit) {
        this.platform = platform;
        this.limit = limit;
    }

    @Override
    public InetAddress[] addresses(String host) throws UnknownHostException {
        Future<InetAddress[]> answer;
        try {
            answer = threads.submit(() -> platform.addresses(host));
        } catch (RejectedExecutionException e) {
            throw new LateException("too many look-ups of names hang");
        }
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new LateException("the name was not found within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new LateException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new UnknownHostException(host);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
