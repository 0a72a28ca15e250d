package io.omniroute.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.gateway.ClientSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as a little-endian Linux writes them. */
class ProcNetSocketsTest {
    private static final String HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt";
    /** Port 20128 is 4EA0, 54258 is D3F2. */
    private static final ClientSocket CLIENT = new ClientSocket(20128, "127.0.0.1", 54258);
    private static final String OPEN = "   0: 0100007F:4EA0 0100007F:D3F2 01 00000000:00000000 00:00000000 00000000";
    private static final String LEFT = "   0: 0100007F:4EA0 0100007F:D3F2 08 00000000:00000000 00:00000000 00000000";

    @TempDir
    private Path directory;
    private Path tcp;
    private Path tcp6;
    private ProcNetSockets sockets;

    @BeforeEach
    void emptyTables() throws IOException {
        tcp = directory.resolve("tcp");
        tcp6 = directory.resolve("tcp6");
        table(tcp);
        table(tcp6);
        sockets = new ProcNetSockets(List.of(tcp, tcp6));
    }

    private static void table(Path file, String... lines) throws IOException {
        Files.writeString(file, HEADER + "\n" + String.join("\n", lines) + (lines.length == 0 ? "" : "\n"));
    }

    private Set<ClientSocket> look(ClientSocket... waiting) {
        return sockets.gone(Set.of(waiting));
    }

    @Test
    void anOpenConnectionIsNotGone() throws IOException {
        table(tcp, OPEN);

        assertThat(look(CLIENT)).isEmpty();
        assertThat(look(CLIENT)).isEmpty();
    }

    @Test
    void aPeerThatClosedItsSideIsGoneAtOnce() throws IOException {
        table(tcp, "   9: 00000000:4EA0 00000000:0000 0A 00000000:00000000", LEFT);

        assertThat(look(CLIENT)).containsExactly(CLIENT);
    }

    @ParameterizedTest
    @CsvSource({
            "::1, 00000000000000000000000001000000, 00000000000000000000000001000000",
            "2001:db8::8a2e:370:7334, 00000000000000000000000001000000, B80D0120000000002E8A000034737003",
            "0:0:0:0:0:0:0:1, 00000000000000000000000001000000, 00000000000000000000000001000000",
            "10.1.2.3, 0000000000000000FFFF00000100007F, 0000000000000000FFFF00000302010A",
            "::ffff:10.1.2.3, 0000000000000000FFFF00000100007F, 0000000000000000FFFF00000302010A"})
    void addressesOfBothFamiliesAndMappedOnesAreFound(String address, String local, String remote)
            throws IOException {
        var client = new ClientSocket(20128, address, 54258);
        table(tcp6, "   0: " + local + ":4EA0 " + remote + ":D3F2 08 00000000:00000000 00:00000000 00000000");
        assertThat(look(client)).containsExactly(client);

        table(tcp6, "   0: " + local + ":4EA0 " + remote + ":D3F2 01 00000000:00000000 00:00000000 00000000");
        assertThat(look(client)).isEmpty();
        assertThat(look(client)).as("it is seen, so it is never missing").isEmpty();
    }

    @Test
    void aMissingLineCountsAtTheSecondLookInARow() throws IOException {
        assertThat(look(CLIENT)).isEmpty();
        assertThat(look(CLIENT)).containsExactly(CLIENT);

        table(tcp, OPEN);
        assertThat(look(CLIENT)).isEmpty();
        table(tcp);
        assertThat(look(CLIENT)).as("missing once again").isEmpty();
    }

    @Test
    void aConnectionThatWasNotLookedForInBetweenStartsAnew() {
        var other = new ClientSocket(20128, "127.0.0.1", 1);

        assertThat(look(CLIENT)).isEmpty();
        assertThat(look(other)).isEmpty();
        assertThat(look(CLIENT)).isEmpty();
    }

    @Test
    void clientsWithTheSamePortAreToldApartByTheirAddress() throws IOException {
        var here = new ClientSocket(20128, "127.0.0.1", 54258);
        var there = new ClientSocket(20128, "10.1.2.3", 54258);
        var elsewhere = new ClientSocket(20129, "127.0.0.1", 54258);
        table(tcp, "   0: 0100007F:4EA0 0100007F:D3F2 01 0:0", "   1: 0100007F:4EA0 0302010A:D3F2 08 0:0",
                "   2: 0100007F:4EA1 0100007F:D3F2 01 0:0");

        assertThat(look(here, there, elsewhere)).containsExactly(there);
    }

    @Test
    void ourOwnSideOfALoopbackConnectionIsNotTheClients() throws IOException {
        table(tcp, OPEN, "   1: 0100007F:D3F2 0100007F:4EA0 08 00000000:00000000");

        assertThat(look(CLIENT)).isEmpty();
    }

    @Test
    void withoutTablesNobodyIsGone() {
        var blind = new ProcNetSockets(List.of(directory.resolve("none")));

        assertThat(blind.gone(Set.of(CLIENT))).isEmpty();
        assertThat(blind.gone(Set.of(CLIENT))).isEmpty();
    }
}
