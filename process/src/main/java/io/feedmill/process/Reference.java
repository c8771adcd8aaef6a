package io.feedmill.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * The reference of a process in Markdown, made from what is declared in code: its settings, its metrics, what it must be
 * allowed to do. A test of the module that the page explains keeps the two equal.
 */
public final class Reference {

    /** A system property: if it is true, the page is written rather than compared. */
    private static final String WRITE = "feedmill.write-reference";

    private final StringBuilder page = new StringBuilder();

    /** Begins with a headline and a paragraph, both in Markdown. */
    public Reference(String title, String introduction) {
        page.append("<!-- Made from the code; mvn test -D")
                .append(WRITE)
                .append("=true writes it again. -->\n\n# ")
                .append(title)
                .append("\n\n")
                .append(introduction)
                .append('\n');
    }

    public Reference settings(String heading, List<Setting<?>> settings) {
        section(heading, "| key | value | default | |\n|---|---|---|---|");
        for (Setting<?> setting : settings) {
            String kind = setting.kind().name()
                    + (setting.kind().range().isEmpty()
                            ? ""
                            : ", " + setting.kind().range());
            row(
                    "`" + setting.key() + "`",
                    setting.secret() ? "secret" : kind,
                    setting.standard() == null ? "" : "`" + setting.standard() + "`",
                    setting.doc());
        }
        return this;
    }

    public Reference metrics(String heading, List<Metric> metrics) {
        section(heading, "| metric | type | labels | quiet | |\n|---|---|---|---|---|");
        for (Metric metric : metrics) {
            row(
                    "`" + metric.name() + "`",
                    metric.type().name().toLowerCase(Locale.ROOT),
                    metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(" ")),
                    metric.quiet() ? "yes" : "",
                    metric.doc());
        }
        return this;
    }

    Reference kafkaDefaults(String heading) {
        section(heading, "| key | default of the mill | of whom |\n|---|---|---|");
        KafkaDefaults.PATIENCE.forEach((name, value) -> row("`kafka." + name + "`", "`" + value + "`", "all clients"));
        KafkaDefaults.TRANSACTIONS.forEach((name, value) ->
                row("`kafka." + name + "`", "`" + value + "`", "the streams app; the producer's is `10000`"));
        return this;
    }

    Reference kafkaMetrics(String heading) {
        section(heading, "| metric | type | labels | quiet | |\n|---|---|---|---|---|");
        for (KafkaMetrics.Allowed metric : KafkaMetrics.ALLOWED) {
            row(
                    "`" + metric.exported() + "`",
                    metric.counter() ? "counter" : "gauge",
                    metric.labels().stream()
                            .map(label -> "`" + label.replace('-', '_') + "`")
                            .collect(Collectors.joining(" ")),
                    metric.quiet() ? "yes" : "",
                    metric.doc());
        }
        return this;
    }

    public Reference needs(String heading, List<Need> needs) {
        section(heading, "| resource | name | operations | why |\n|---|---|---|---|");
        for (Need need : needs) {
            row(
                    need.resource().name().toLowerCase(Locale.ROOT),
                    "`" + need.name() + "`" + (need.prefixed() ? " and what begins so" : ""),
                    need.operations().stream().map(SecurityUtils::operationName).collect(Collectors.joining(", ")),
                    need.why());
        }
        return this;
    }

    Reference exitStatus(String heading) {
        section(heading, "| code | |\n|---|---|");
        for (ExitStatus status : ExitStatus.values()) {
            row(Integer.toString(status.code()), status.meaning());
        }
        return this;
    }

    /**
     * Compares with a file, or writes it if the system property says so.
     *
     * @return null if they are equal, else what to do
     */
    public String compare(Path file) throws IOException {
        String made = page.toString();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(file, made, StandardCharsets.UTF_8);
        }
        String found = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        return found.equals(made)
                ? null
                : file + " does not say what the code says: run the test again with -D" + WRITE + "=true";
    }

    private void section(String heading, String table) {
        page.append("\n## ").append(heading).append("\n\n").append(table).append('\n');
    }

    private void row(String... cells) {
        page.append(List.of(cells).stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }
}
