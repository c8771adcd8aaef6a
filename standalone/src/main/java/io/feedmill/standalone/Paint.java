package io.feedmill.standalone;

/** Colours for a person at a terminal. What is painted must have been made {@link Flow#visible} before. */
record Paint(boolean colours) {
    static Paint on(Console console) {
        return new Paint(console.outIsTerminal() && console.colours());
    }

    String bold(String text) {
        return styled(text, "1");
    }

    String faint(String text) {
        return styled(text, "2");
    }

    String red(String text) {
        return styled(text, "31");
    }

    String green(String text) {
        return styled(text, "32");
    }

    String yellow(String text) {
        return styled(text, "33");
    }

    String cyan(String text) {
        return styled(text, "36");
    }

    private String styled(String text, String style) {
        return colours && !text.isEmpty() ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }
}
