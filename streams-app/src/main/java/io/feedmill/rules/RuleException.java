package io.feedmill.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rule files that cannot be used. The message has a line for each problem. */
public final class RuleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_IN_MESSAGE = 20;

    private final transient List<Problem> problems;

    RuleException(Problem problem) {
        this(List.of(problem));
    }

    /** @param problems at least one; they are put into the order of their places */
    public RuleException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(new TreeSet<>(problems));
    }

    private static String message(List<Problem> problems) {
        String first = new TreeSet<>(problems)
                .stream().limit(MOST_IN_MESSAGE).map(Problem::toString).collect(Collectors.joining("\n"));
        int more = problems.size() - MOST_IN_MESSAGE;
        return more > 0 ? first + "\nand " + more + " more" : first;
    }

    /** In the order of their places; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** Gathers the problems of many rules, so that an author sees them all at once. */
    public static final class Gathered {
        private final List<Problem> problems = new ArrayList<>();

        /** Does something with a rule; what it throws as a problem is kept, and false is returned. */
        public boolean attempt(Runnable reading) {
            try {
                reading.run();
                return true;
            } catch (RuleException e) {
                problems.addAll(e.problems());
                return false;
            }
        }

        public void add(RuleException e) {
            problems.addAll(e.problems());
        }

        /** @throws RuleException if there were any */
        public void throwAny() {
            if (!problems.isEmpty()) {
                throw new RuleException(problems);
            }
        }
    }
}
