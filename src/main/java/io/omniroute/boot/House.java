package io.omniroute.boot;

import io.omniroute.boot.config.ConfigurationException;
import io.omniroute.boot.config.GatewayConfiguration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.ConfigProvider;

/** The rooms, built and connected in the order they need each other, and closed in the opposite one. */
final class House implements AutoCloseable {
    private static final Logger LOG = System.getLogger(House.class.getName());

    final Ground ground;
    final EntranceRooms entrance;
    final ResilienceRooms resilience;
    final AdminRooms admin;
    final BookRooms books;
    final CorridorRooms corridor;
    private volatile boolean closing;

    /**
     * Opens the house.
     *
     * @throws ConfigurationException when a setting cannot be used
     * @throws io.omniroute.persistence.DatabaseUnusableException when the database cannot be used
     */
    static House open() {
        GatewayConfiguration.Loaded loaded = GatewayConfiguration.read(ConfigProvider.getConfig());
        if (!loaded.problems().isEmpty()) {
            throw new ConfigurationException(String.join(" ", loaded.problems()));
        }
        loaded.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        return new House(loaded.configuration());
    }

    private House(GatewayConfiguration configuration) {
        LogLevels.apply(configuration.log().level());
        ground = new Ground(configuration);
        entrance = new EntranceRooms(ground);
        resilience = new ResilienceRooms(ground);
        admin = new AdminRooms(ground, entrance, resilience);
        books = new BookRooms(ground);
        corridor = new CorridorRooms(ground, entrance, resilience, books);

        ground.loader.reload();
        books.money.open();
        resilience.open();
        admin.firstPassword(configuration);
        LOG.log(Level.INFO, "OmniRoute listens on {0}, its data directory is {1}",
                configuration.server().address().url(), configuration.data().directory().path());
    }

    /** Whether requests can be served: the database answers and nobody is closing. */
    boolean ready() {
        return !closing && ground.database.healthy();
    }

    /** Lets running streams finish, then writes what is queued and closes. */
    @Override
    public void close() {
        closing = true;
        corridor.close();
        entrance.close();
        books.close();
        resilience.close();
        ground.close();
    }
}
