package io.feedmill.standalone;

import io.feedmill.producer.fetch.FetchSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How feeds are fetched, as far as the command line has a say. */
final class FetchOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--allow",
            paramLabel = "ADDRESS",
            description = "Fetch from this address though it is not public: 10.1.2.0/24, ::1 or intranet:8080. What is"
                    + " named as FEED is allowed in any case; this is for redirects.")
    private List<String> allowed = List.of();

    /**
     * The settings for these feeds. Whoever types an address of the own network means it; where it redirects to is
     * checked all the same.
     */
    FetchSettings settings(List<String> feeds) {
        List<String> all = new ArrayList<>(allowed);
        for (String feed : feeds) {
            String host = hostAndPort(feed);
            if (host != null) {
                all.add(host);
            }
        }
        try {
            return FetchSettings.defaults().allowing(all);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--allow: " + e.getMessage());
        }
    }

    private static String hostAndPort(String location) {
        try {
            URI uri = new URI(location);
            if (uri.getHost() == null) {
                return null;
            }
            int standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
            return uri.getHost() + ":" + (uri.getPort() < 0 ? standard : uri.getPort());
        } catch (URISyntaxException e) {
            return null; // reading it says what is wrong with it
        }
    }
}
