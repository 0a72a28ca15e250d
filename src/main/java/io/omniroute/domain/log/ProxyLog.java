package io.omniroute.domain.log;

import java.util.List;
import java.util.Optional;

/** The uses of outbound proxies. */
public interface ProxyLog {
    /** Newest first. */
    List<ProxyCall> find(Query query);

    void clear();

    /**
     * Empty criteria match all.
     *
     * @param search part of the provider, account, host, address or error
     */
    record Query(Optional<String> status, Optional<String> type, Optional<String> provider, Optional<String> level,
            Optional<String> search, int limit) {}
}
