package io.omniroute.api;

import io.omniroute.gateway.ClientSocket;
import io.omniroute.gateway.ClientSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks up client connections in the kernel's table of TCP sockets (Linux). While the server waits without reading, a
 * peer's close shows as state 08 (CLOSE_WAIT) and a reset removes the line. A line that is missing once may have been
 * skipped by a read of a table in motion, so a reset counts when two looks in a row miss it.
 */
public final class ProcNetSockets implements ClientSockets {
    private static final String CLOSE_WAIT = "08";
    private static final String MAPPED = "0000000000000000FFFF0000";
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    private final List<Path> tables;
    private Set<ClientSocket> missing = Set.of();

    public ProcNetSockets() {
        this(TABLES);
    }

    ProcNetSockets(List<Path> tables) {
        this.tables = tables.stream().filter(Files::isReadable).toList();
    }

    @Override
    public Set<ClientSocket> gone(Set<ClientSocket> waiting) {
        if (tables.isEmpty()) {
            return Set.of();
        }
        Map<Key, ClientSocket> unseen = HashMap.newHashMap(waiting.size());
        waiting.forEach(socket -> Key.of(socket).ifPresent(key -> unseen.put(key, socket)));
        Map<Key, ClientSocket> wanted = Map.copyOf(unseen);
        var gone = new HashSet<ClientSocket>();
        for (Path table : tables) {
            scan(table, wanted, unseen, gone);
        }
        Set<ClientSocket> before = missing;
        missing = Set.copyOf(unseen.values());
        unseen.values().stream().filter(before::contains).forEach(gone::add);
        return gone;
    }

    /** Lines look like {@code  0: 0100007F:4EA0 0100007F:D3F2 01 …}: slot, local, remote, state; all in hex. */
    private static void scan(Path table, Map<Key, ClientSocket> wanted, Map<Key, ClientSocket> unseen,
            Set<ClientSocket> gone) {
        try (var lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            lines.skip(1).forEach(line -> {
                int local = line.indexOf(':', line.indexOf(':') + 1);
                int remote = line.indexOf(':', local + 1);
                var key = new Key(port(line, local), plain(line.substring(local + 6, remote)), port(line, remote));
                ClientSocket socket = wanted.get(key);
                if (socket != null) {
                    unseen.remove(key);
                    if (line.startsWith(CLOSE_WAIT, remote + 6)) {
                        gone.add(socket);
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A listener for both families shows IPv4 peers as mapped addresses. */
    private static String plain(String hex) {
        return hex.startsWith(MAPPED) ? hex.substring(MAPPED.length()) : hex;
    }

    private static int port(String line, int colon) {
        return Integer.parseInt(line, colon + 1, colon + 5, 16);
    }

    /** A connection as the table writes it, IPv4 addresses unmapped. */
    private record Key(int localPort, String remoteHex, int remotePort) {
        /** Empty for an address with a zone or a name: such a client is noticed by the next write. */
        static Optional<Key> of(ClientSocket socket) {
            return hex(socket.remoteAddress())
                    .map(hex -> new Key(socket.localPort(), plain(hex), socket.remotePort()));
        }

        /** Each 32-bit word of the address in the byte order of the machine, which is little-endian where we run. */
        private static Optional<String> hex(String literal) {
            try {
                byte[] address = InetAddress.getByName(literal).getAddress();
                var text = new StringBuilder(32);
                for (int word = 0; word < address.length; word += 4) {
                    for (int at = word + 3; at >= word; at--) {
                        text.append(HexFormat.of().withUpperCase().toHexDigits(address[at]));
                    }
                }
                return Optional.of(text.toString());
            } catch (UnknownHostException e) {
                return Optional.empty();
            }
        }
    }
}
