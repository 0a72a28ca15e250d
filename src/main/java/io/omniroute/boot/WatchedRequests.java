package io.omniroute.boot;

import io.omniroute.admin.InFlight;
import io.omniroute.gateway.Watch;
import java.util.List;
import java.util.stream.Collectors;

/** The requests on their way, as the statistics ask for them. */
record WatchedRequests(Watch watch) implements InFlight {
    @Override
    public List<ActiveRequest> active() {
        return watch.legs().stream()
                .collect(Collectors.groupingBy(
                        leg -> new ActiveRequest(leg.model(), leg.endpoint().provider(), leg.connection().name(), 0),
                        Collectors.counting()))
                .entrySet().stream().map(entry -> new ActiveRequest(entry.getKey().model(), entry.getKey().provider(),
                        entry.getKey().account(), Math.toIntExact(entry.getValue())))
                .toList();
    }
}
