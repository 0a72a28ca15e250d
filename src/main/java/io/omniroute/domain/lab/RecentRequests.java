package io.omniroute.domain.lab;

import java.util.List;

/** The newest requests, in memory. */
public interface RecentRequests {
    /** Newest first, at most that many. */
    List<RecentRequest> newest(int most);

    /** How many there are to see. */
    int total();
}
