package io.omniroute.boot;

import io.omniroute.admin.LockoutAdmin;
import io.omniroute.gateway.AddressGate;
import io.omniroute.gateway.Gatekeeper;
import io.omniroute.security.LockoutKeeper;
import io.omniroute.security.Lockouts;

/** Who may come in: addresses, keys, and who is locked out for guessing. */
final class EntranceRooms implements AutoCloseable {
    final AddressGate addressGate;
    final Lockouts lockouts;
    final LockoutAdmin lockoutAdmin;
    final Gatekeeper gatekeeper;
    final LockoutKeeper keeper;

    EntranceRooms(Ground ground) {
        addressGate = new AddressGate(ground.snapshots, ground.configuration.management().ipFiltered(), ground.clock);
        lockouts = new Lockouts(Lockouts.Time.system(ground.clock), addressGate::whitelisted);
        keeper = LockoutKeeper.open(lockouts, ground.database.lockouts());
        lockoutAdmin = new LockoutAdmin(lockouts, keeper, ground.desk);
        gatekeeper = new Gatekeeper(ground.snapshots, ground.security.apiKeys(), Settings.gate(ground.configuration),
                lockouts, ground.clock);
    }

    @Override
    public void close() {
        keeper.close();
    }
}
