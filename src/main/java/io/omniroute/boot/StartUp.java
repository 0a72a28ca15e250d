package io.omniroute.boot;

import io.omniroute.boot.config.ConfigurationException;
import io.omniroute.persistence.DatabaseUnusableException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the house when the application starts and closes it when it stops. A start that fails for a reason an operator
 * can mend ends in one sentence: the doors stay shut, {@code /health/started} stays down, the server stays up.
 */
@ApplicationScoped
public class StartUp {
    private static final Logger LOG = System.getLogger(StartUp.class.getName());
    /** After the server's own messages about its start, so that the sentence stands last. */
    private static final Duration LAST_WORD = Duration.ofSeconds(3);

    private volatile @Nullable House house;
    private volatile @Nullable String problem;

    void open(@Observes @Initialized(ApplicationScoped.class) Object started) {
        try {
            house = House.open();
        } catch (ConfigurationException | DatabaseUnusableException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) { // a server may lack a class that another one has
            LOG.log(Level.ERROR, "the gateway cannot start", e);
            fail("The gateway cannot start because of a defect; the log has the details.");
        }
    }

    private void fail(String sentence) {
        problem = sentence;
        LOG.log(Level.ERROR, sentence);
        Thread.ofPlatform().daemon().name("omniroute-start").start(() -> {
            try {
                Thread.sleep(LAST_WORD);
                LOG.log(Level.ERROR, sentence);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @PreDestroy
    void close() {
        House open = house;
        if (open != null) {
            open.close();
        }
    }

    /** The open house; empty before the start is over and when it failed. */
    public Optional<House> house() {
        return Optional.ofNullable(house);
    }

    /** Why the start failed, for people; empty when it did not. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
