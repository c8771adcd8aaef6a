package io.feedmill.standalone.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Lets items out slowly, and no more of them than it was opened for. Closed at first. */
final class Tap implements IntConsumer {

    private final double perSecond;
    private int limit;
    private int openedAt;
    private long opened;

    Tap(double perSecond) {
        this.perSecond = perSecond;
    }

    /** From now on items flow, until this many are out. */
    synchronized void openUntil(int items) {
        openedAt = limit;
        limit = items;
        opened = System.nanoTime();
        notifyAll();
    }

    /** Waits until more than this many may be out. */
    @Override
    public synchronized void accept(int out) {
        try {
            while (out >= limit) {
                wait();
            }
            long due = opened + (long) ((out - openedAt) * 1e9 / perSecond);
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, early);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
