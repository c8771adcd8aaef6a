package io.feedmill.producer.fetch;

import java.net.InetAddress;
import javax.net.ssl.SSLContext;

/** Fetchers that look names up, or trust servers, as a test wants it. */
public final class Fetchers {

    /** Looks a name up. */
    public interface Names {
        InetAddress[] addresses(String host) throws java.net.UnknownHostException;
    }

    private Fetchers() {}

    public static Fetcher lookingUp(FetchSettings settings, Names names) {
        return new Fetcher(settings, names::addresses, null);
    }

    public static Fetcher trusting(FetchSettings settings, SSLContext tls) {
        return new Fetcher(settings, InetAddress::getAllByName, tls);
    }
}
