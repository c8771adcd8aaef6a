package io.feedmill.process;

/** How a process of the mill ends, for whoever starts it again. */
public enum ExitStatus {
    OK(0, "all went well; a process that was asked to stop has stopped"),
    FAILED(1, "something failed while it ran: start it again"),
    USAGE(2, "the command line, a variable of the environment or the configuration file is wrong"),
    OUT_OF_MEMORY(3, "the heap is exhausted (the JVM itself ends so): give it more memory"),
    UNAVAILABLE(4, "Kafka or the schema registry did not answer in time at the start: start it again"),
    REFUSED(
            5,
            "something outside must be set right first, and starting again does not help: a topic, a permission, a schema, a port, a folder");

    private final int code;
    private final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** In half a sentence, for the reference. */
    public String meaning() {
        return meaning;
    }
}
