package io.feedmill.producer.fetch;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Fetchers that look names up, or trust servers, as a test wants it. */
public final class Fetchers {

    /** Looks a name up. */
    public interface Names {
        InetAddress[] addresses(String host) throws java.net.UnknownHostException;
    }

    /** For servers of this machine that answer: however busy the machine is, none of the limits is reached. */
    public static final FetchSettings PATIENT = FetchSettings.defaults()
            .allowing(List.of("127.0.0.0/8"))
            .within(Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(5));

    private Fetchers() {}

    /** For servers that do not answer, or stop in the middle: of the limits, only the one for a silence can be reached. */
    public static FetchSettings endingSilenceAfter(Duration limit) {
        return PATIENT.within(PATIENT.connectTimeout(), limit, PATIENT.deadline());
    }

    /** For servers that never come to an end: of the limits, only the one for the whole can be reached. */
    public static FetchSettings endingAllAfter(Duration limit) {
        return PATIENT.within(PATIENT.connectTimeout(), PATIENT.responseTimeout(), limit);
    }

    public static Fetcher lookingUp(FetchSettings settings, Names names) {
        return new Fetcher(settings, names::addresses, null);
    }

    public static Fetcher trusting(FetchSettings settings, SSLContext tls) {
        return new Fetcher(settings, InetAddress::getAllByName, tls);
    }
}
