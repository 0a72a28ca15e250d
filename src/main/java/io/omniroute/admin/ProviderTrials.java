package io.omniroute.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.ConnectionAdmin.Tested;
import io.omniroute.domain.connection.Connection;

/** What is asked of providers through accounts that are kept: their models, and tests of many accounts at once. */
public final class ProviderTrials {
    private static final int AT_ONCE = 16;
    private static final int LONGEST = 100;
    private static final Set<String> MODES = Set.of("provider", "oauth", "free", "apikey", "compatible", "all");
    private final ConnectionAdmin connections;
    private final ProviderDirectory directory;
    private final Prober prober;

    public ProviderTrials(ConnectionAdmin connections, ProviderDirectory directory, Prober prober) {
        this.connections = connections;
        this.directory = directory;
        this.prober = prober;
    }

    /**
     * The models a provider offers this account.
     *
     * @throws RefusedException when there is no such connection, when the provider has no list, and with
     *     {@link Refusal.Kind#UPSTREAM} and the provider's status when it did not give it
     */
    public List<Prober.OfferedModel> models(String connectionId) {
        Connection connection = connections.find(connectionId);
        return switch (prober.models(connection)) {
            case Prober.Listing.Offered offered -> offered.models();
            case Prober.Listing.Unsupported none -> throw new RefusedException(Refusal.of(Refusal.Kind.INVALID,
                    "models_not_supported", "Provider " + connection.provider() + " does not list its models"));
            case Prober.Listing.Failed failed -> throw new RefusedException(refusal(failed.probe()));
        };
    }

    private static Refusal refusal(Probe probe) {
        String message = probe.message() == null ? "The provider did not give its models" : probe.message();
        return Refusal.ofUpstream(probe.type(), message, probe.statusCode());
    }

    /**
     * Tests the active accounts of a group, several at a time.
     *
     * @param form {@code mode}: {@code provider} with {@code providerId}, {@code oauth}, {@code free}, {@code apikey},
     *     {@code compatible} or {@code all}
     */
    public Batch test(Form form, Caller caller) {
        String mode = form.requiredText("mode", LONGEST, "mode is required");
        Optional<String> providerId = form.text("providerId", LONGEST);
        if (!mode.isEmpty() && !MODES.contains(mode)) {
            form.wrong("mode", "must be one of " + MODES.stream().sorted().toList());
        }
        if (mode.equals("provider") && providerId.isEmpty()) {
            form.wrong("providerId", "providerId is required");
        }
        form.check();
        Predicate<Connection> meant = meant(mode, providerId.orElse(""));
        return new Batch(mode, providerId.orElse(null),
                tested(connections.all().stream().filter(Connection::active).filter(meant).toList(), caller),
                connections.now());
    }

    /** @param providerId null unless the mode is {@code provider} */
    public record Batch(String mode, @Nullable String providerId, List<Trial> trials, Instant testedAt) {
        public Batch {
            trials = List.copyOf(trials);
        }

        public long passed() {
            return trials.stream().filter(trial -> trial.tested().probe().valid()).count();
        }
    }

    /** One account and what was found. */
    public record Trial(Connection connection, Tested tested) {}

    private Predicate<Connection> meant(String mode, String providerId) {
        return switch (mode) {
            case "all" -> connection -> true;
            case "provider" -> {
                String id = directory.find(providerId).map(KnownProvider::id).orElse(providerId);
                yield connection -> connection.provider().equals(id);
            }
            default -> connection -> category(connection).equals(mode);
        };
    }

    private String category(Connection connection) {
        return directory.find(connection.provider()).map(KnownProvider::category).orElse("compatible");
    }

    private List<Trial> tested(List<Connection> wanted, Caller caller) {
        var permits = new Semaphore(AT_ONCE);
        List<Trial> trials = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(wanted.stream().map(each -> trial(each, caller, permits)).toList())) {
                done.get().ifPresent(trials::add);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while accounts were tested", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a test of an account failed by a defect", e.getCause());
        }
        return trials;
    }

    private Callable<Optional<Trial>> trial(Connection connection, Caller caller, Semaphore permits) {
        return () -> {
            permits.acquire();
            try {
                return Optional.of(new Trial(connection, connections.test(connection.id(), caller)));
            } catch (RefusedException e) {
                return Optional.empty(); // deleted meanwhile: there is nothing to report on
            } finally {
                permits.release();
            }
        };
    }
}
