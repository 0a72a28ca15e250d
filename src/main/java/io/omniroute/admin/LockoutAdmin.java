package io.omniroute.admin;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.security.LockoutKeeper;
import io.omniroute.security.Lockouts;
import io.omniroute.security.Lockouts.Locked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is locked out, and how to let somebody in again (40 section 9). */
public final class LockoutAdmin {
    private static final int LONGEST_IDENTIFIER = 200;
    private final Lockouts lockouts;
    private final LockoutKeeper keeper;
    private final ChangeDesk desk;

    public LockoutAdmin(Lockouts lockouts, LockoutKeeper keeper, ChangeDesk desk) {
        this.lockouts = lockouts;
        this.keeper = keeper;
        this.desk = desk;
    }

    public List<Locked> locked() {
        return lockouts.locked();
    }

    /** Lifts every lock of {@code identifier}; none is as good as one that was lifted before. */
    public void unlock(Form form, Caller caller) {
        String identifier = form.requiredText("identifier", LONGEST_IDENTIFIER, "identifier is required");
        form.check();
        desk.carryOut(caller, () -> {
            lockouts.unlock(identifier);
            keeper.flush();
            return new Done<>(true, "policy.unlock", identifier, Map.of());
        });
    }

    /**
     * Counts a call from a page of another origin.
     *
     * @return how long its address is locked; empty while it is not
     */
    public Optional<Duration> foreignCall(String address) {
        Optional<Duration> locked = lockouts.lockedFor(Lockouts.Kind.FOREIGN_CALL, address);
        if (locked.isEmpty()) {
            lockouts.failed(Lockouts.Kind.FOREIGN_CALL, address);
        }
        return locked;
    }
}
