package io.feedmill.producer.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2001:0:1::",
                "2001:db8::1",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void knowsAddressesThatAreNotPublic(String address) throws Exception {
        assertFalse(AddressGuard.isPublic(InetAddress.getByName(address)), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "64:ff9b::101:101",
                "2002:101:101::",
                "2a00::1"
            })
    void letsPublicAddressesPass(String address) throws Exception {
        assertTrue(AddressGuard.isPublic(InetAddress.getByName(address)), address);
    }

    @Test
    void allowsWhatIsAllowedAndNoMore() throws Exception {
        AddressGuard guard =
                AddressGuard.of(List.of("10.1.2.0/24", "::1", "localhost:8080"), InetAddress::getAllByName);
        assertEquals(1, guard.resolve("10.1.2.255", 80).size());
        assertEquals(1, guard.resolve("::1", 80).size());
        assertFalse(guard.resolve("localhost", 8080).isEmpty());
        assertThrows(UnknownHostException.class, () -> guard.resolve("10.1.3.0", 80));
        assertThrows(UnknownHostException.class, () -> guard.resolve("127.0.0.1", 8080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "10.1.2.0/33", "10.1.2/24", "", "::1/129", "a/8"})
    void refusesEntriesThatAllowNothing(String entry) {
        assertThrows(IllegalArgumentException.class, () -> AddressGuard.of(List.of(entry), InetAddress::getAllByName));
    }

    @Test
    void refusesThePortsOfOtherServices() throws Exception {
        AddressGuard guard = AddressGuard.of(
                List.of("one.example:25"), host -> new InetAddress[] {InetAddress.getByName("1.1.1.1")});
        for (int port : List.of(80, 443, 1024, 8080, 65_535)) {
            assertEquals(1, guard.resolve("two.example", port).size());
        }
        for (int port : List.of(0, 22, 25, 110, 1023)) {
            assertThrows(UnknownHostException.class, () -> guard.resolve("two.example", port), "port " + port);
        }
        assertEquals(1, guard.resolve("one.example", 25).size());
    }
}
