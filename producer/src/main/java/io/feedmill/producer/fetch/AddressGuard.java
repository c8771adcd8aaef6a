package io.feedmill.producer.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to public addresses only. It is the HTTP client's own resolver, so that what is checked is what is
 * connected to, at every redirect: a name that answers differently the second time gains nothing. A name with a single
 * address that is not public is refused altogether.
 */
final class AddressGuard implements DnsResolver {

    /** The address of a feed is not one that may be fetched. */
    static final class BlockedException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        BlockedException(String message) {
            super(message);
        }
    }

    /** The platform, or what stands in for it in tests. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private record Range(byte[] network, int bits) {

        boolean contains(InetAddress address) {
            return startsWith(address.getAddress(), network, bits);
        }
    }

    /** So many addresses of a name are connected to at most, one of them of the other family if there is one. */
    static final int TRIED = 3;

    /** Not public, by the registries of special-purpose addresses (IANA; RFC 6890 and later). */
    private static final List<Range> SPECIAL = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",
            "100::/64",
            "64:ff9b:1::/48",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    private static final Range NAT64 = range("64:ff9b::/96");
    private static final Range SIX_TO_FOUR = range("2002::/16");

    /** Below are the ports of mail, databases and the like; feeds are on 80, 443, and wherever people run servers. */
    private static final int UNPRIVILEGED = 1024;

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:/\\[\\]]+):([0-9]{1,5})");

    private final List<Range> allowedRanges = new ArrayList<>();
    private final List<String> allowedHosts = new ArrayList<>();

    private final Lookup lookup;

    private AddressGuard(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * @throws IllegalArgumentException if an entry is neither an address, a range nor {@code host:port}
     */
    static AddressGuard of(List<String> allowed, Lookup lookup) {
        AddressGuard guard = new AddressGuard(lookup);
        for (String entry : allowed) {
            Matcher host = HOST_AND_PORT.matcher(entry.strip());
            if (host.matches()) {
                guard.allowedHosts.add(entry.strip().toLowerCase(Locale.ROOT));
            } else {
                guard.allowedRanges.add(range(entry.strip()));
            }
        }
        return guard;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        String name = host.toLowerCase(Locale.ROOT);
        String literal = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        boolean allowed = allowedHosts.contains(literal + ":" + port);
        if (!allowed && port >= 0 && port < UNPRIVILEGED && port != 80 && port != 443) {
            throw new BlockedException("port " + port + " is for other services than feeds");
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : lookup.addresses(host)) {
            if (!allowed && !isAllowed(address)) {
                throw new BlockedException(
                        host + " is at " + address.getHostAddress() + ", which is not on the public internet");
            }
            addresses.add(new InetSocketAddress(address, port));
        }
        return tried(addresses);
    }

    /** All are checked, few are tried: a name with a hundred that swallow connections would hold us for an hour. */
    private static List<InetSocketAddress> tried(List<InetSocketAddress> addresses) {
        if (addresses.size() <= TRIED) {
            return addresses;
        }
        boolean four = addresses.get(0).getAddress() instanceof Inet4Address;
        List<InetSocketAddress> tried = new ArrayList<>(addresses.subList(0, TRIED - 1));
        tried.add(addresses.stream()
                .filter(each -> four != each.getAddress() instanceof Inet4Address)
                .findFirst()
                .orElse(addresses.get(TRIED - 1)));
        return tried;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return resolve(host, -1).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private boolean isAllowed(InetAddress address) {
        return isPublic(address) || allowedRanges.stream().anyMatch(range -> range.contains(address));
    }

    /** Whether the address is one that the whole internet can reach, by what it is and by what it carries inside. */
    static boolean isPublic(InetAddress address) {
        if (SPECIAL.stream().anyMatch(range -> range.contains(address))) {
            return false;
        }
        if (address instanceof Inet4Address) {
            return true;
        }
        byte[] bytes = address.getAddress();
        if (NAT64.contains(address)) {
            return isPublic(inner(bytes, 12));
        }
        return !SIX_TO_FOUR.contains(address) || isPublic(inner(bytes, 2));
    }

    private static InetAddress inner(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(java.util.Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static List<Range> ranges(String... written) {
        return java.util.Arrays.stream(written).map(AddressGuard::range).toList();
    }

    private static Range range(String written) {
        int slash = written.indexOf('/');
        String address = slash < 0 ? written : written.substring(0, slash);
        // Only digits and colons: a name would be looked up.
        if (!address.matches("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw notARange(written);
        }
        try {
            byte[] network = InetAddress.getByName(address).getAddress();
            int bits = slash < 0 ? network.length * 8 : Integer.parseInt(written.substring(slash + 1));
            if (bits < 0 || bits > network.length * 8) {
                throw notARange(written);
            }
            return new Range(network, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw notARange(written);
        }
    }

    private static IllegalArgumentException notARange(String written) {
        return new IllegalArgumentException("not an address, a range or host:port to allow: \"" + written
                + "\"; write 10.1.2.0/24, ::1 or localhost:8080");
    }

    private static boolean startsWith(byte[] address, byte[] network, int bits) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((address[bit >> 3] ^ network[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
