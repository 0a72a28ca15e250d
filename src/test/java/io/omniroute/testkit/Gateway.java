package io.omniroute.testkit;

import java.net.URI;
import java.util.Optional;

/**
 * The gateway that a test talks to.
 *
 * @param url with a slash at the end
 * @param password of the administrator
 * @param process empty when it was started elsewhere
 */
public record Gateway(URI url, String password, Optional<RunningGateway> process) {
    static Gateway of(RunningGateway running) {
        return new Gateway(running.url(), RunningGateway.PASSWORD, Optional.of(running));
    }

    /** A client of the management API that is logged in. */
    public Admin admin() {
        return Admin.login(url, password);
    }
}
