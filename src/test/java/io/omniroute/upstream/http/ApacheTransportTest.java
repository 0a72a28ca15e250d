package io.omniroute.upstream.http;

import java.time.Duration;
import java.util.Set;

class ApacheTransportTest extends HttpTransportContract {
    @Override
    HttpTransport open() {
        var settings = new TransportSettings(Duration.ofSeconds(1), 10, Duration.ofSeconds(30), "OmniRoute/test");
        var guard = new OutboundGuard(new GuardSettings(true, Set.of(), 0, Set.of()),
                new SystemNames(Duration.ofSeconds(1)));
        return new ApacheTransport(settings, guard);
    }

    @Override
    int leased(HttpTransport opened) {
        return ((ApacheTransport) opened).leasedConnections();
    }

    @Override
    void close(HttpTransport opened) {
        ((ApacheTransport) opened).close();
    }
}
