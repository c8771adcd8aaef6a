package io.feedmill.standalone;

/** What is to be done when the process is asked to end (Ctrl-C, SIGTERM), until it is closed. */
final class AtExit implements AutoCloseable {
    private final Thread hook;

    AtExit(Runnable action) {
        hook = new Thread(action, "at-exit");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends: the hook runs.
        }
    }
}
