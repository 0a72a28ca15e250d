package io.omniroute.admin;

import java.util.List;

/** The requests under way now; {@code boot} puts the corridor behind it. */
public interface InFlight {
    List<ActiveRequest> active();

    /**
     * Requests under way for one model on one account.
     *
     * @param account label of the connection
     */
    record ActiveRequest(String model, String provider, String account, int count) {}
}
