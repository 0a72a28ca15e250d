package io.omniroute.boot.launch;

import io.omniroute.boot.config.ConfigurationException;
import io.omniroute.boot.config.DataDirectory;
import io.omniroute.boot.config.LegacyNames;
import io.omniroute.boot.config.ListenAddress;
import io.omniroute.boot.config.Setting;
import io.omniroute.boot.config.Surroundings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;

/**
 * Checks what has to end the command before the server starts: address, port, data directory. A server would go on without.
 *
 * <p>Prints the host to bind to on one line, or with {@code --announce} what a person wants to know; one sentence on the
 * error output and exit code 1 when the server could not work.
 */
public final class Preflight {
    private static final String ANNOUNCE = "--announce";
    private static final int ANY_PORT = 0;

    private final Surroundings surroundings;

    Preflight(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @param arguments none, or {@code --announce} */
    @SuppressWarnings("SystemOut") // a command: its output is its result
    public static void main(String... arguments) {
        try {
            var preflight = new Preflight(Surroundings.ofThisProcess());
            boolean forPeople = List.of(arguments).contains(ANNOUNCE);
            System.out.println(forPeople ? preflight.announcement() : preflight.check().host());
        } catch (ConfigurationException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** @throws ConfigurationException with the sentence to print */
    ListenAddress check() {
        var address = ListenAddress.of(surroundings);
        DataDirectory.locate(surroundings).prepare();
        bindable(address);
        return address;
    }

    String announcement() {
        var directory = DataDirectory.locate(surroundings);
        return String.join(System.lineSeparator(), "", "  OmniRoute    " + ListenAddress.of(surroundings).url(),
                "  Data         " + directory.path(), "  Password     " + password(directory), "  Stop         Ctrl+C",
                "");
    }

    private String password(DataDirectory directory) {
        boolean elsewhere = surroundings.find(Setting.DATA_JDBC_URL.property()).isPresent();
        if (Files.exists(directory.initialPassword())) {
            return "in " + directory.initialPassword();
        }
        if (!elsewhere && Files.exists(directory.database())) {
            return "the one you set";
        }
        var given = surroundings.find(Setting.AUTH_INITIAL_PASSWORD.property()).map(LegacyNames.Found::name);
        String first = given.map(name -> "the one you gave in " + name)
                .orElse("in " + directory.initialPassword() + " after the first start");
        return elsewhere ? "the one you set; at the first start " + first : first;
    }

    /** Any port of the host first: what fails there is the host's fault, what fails after it the port's. */
    private void bindable(ListenAddress address) {
        try {
            bind(new InetSocketAddress(address.socket().getAddress(), ANY_PORT));
        } catch (IOException e) {
            throw new ConfigurationException(
                    name(Setting.SERVER_HOST, "HOSTNAME") + " must be an address of this machine: "
                            + address.host() + " cannot be listened on.",
                    e);
        }
        try {
            bind(address.socket());
        } catch (IOException e) {
            throw new ConfigurationException("Port " + address.port() + " of " + address.host()
                    + " cannot be listened on (" + e.getMessage()
                    + "): stop the program that uses it, or choose another with "
                    + name(Setting.SERVER_PORT, "PORT") + ".", e);
        }
    }

    private String name(Setting setting, String usual) {
        return surroundings.find(setting.property()).map(LegacyNames.Found::name).orElse(usual);
    }

    private static void bind(InetSocketAddress address) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // an earlier server's closed connections do not occupy the port
            socket.bind(address);
        }
    }
}
