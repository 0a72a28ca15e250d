package io.omniroute.testkit;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a {@link Gateway} to tests that name it as a parameter. One is started for all tests of the JVM and stopped at
 * the end; with {@code -Domniroute.baseUrl} (and {@code -Domniroute.password}) the one named there is used instead.
 */
public final class GatewayUnderTest implements ParameterResolver, ExecutionCondition {
    private static final String NO_SERVER = "no server in " + RunningGateway.liberty()
            + ": package it, or name one with -Domniroute.liberty or -Domniroute.baseUrl";
    private static final Namespace SPACE = Namespace.create(GatewayUnderTest.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Gateway.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var elsewhere = Optional.ofNullable(System.getProperty("omniroute.baseUrl"));
        if (elsewhere.isPresent()) {
            return new Gateway(URI.create(elsewhere.get().replaceFirst("/*$", "/")),
                    System.getProperty("omniroute.password", RunningGateway.PASSWORD), Optional.empty());
        }
        return context.getRoot().getStore(SPACE).computeIfAbsent(Shared.class, type -> new Shared(), Shared.class)
                .gateway();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return System.getProperty("omniroute.baseUrl") != null || startable()
                ? ConditionEvaluationResult.enabled("there is a server")
                : ConditionEvaluationResult.disabled(NO_SERVER);
    }

    /** Skips a test that starts instances of its own where no server was packaged. */
    public static void assumeServer() {
        Assumptions.assumeTrue(startable(), NO_SERVER);
    }

    /** A build that names its server must have it: only a run without one, as from an editor, may skip. */
    private static boolean startable() {
        return RunningGateway.packaged() || System.getProperty("omniroute.liberty") != null;
    }

    private static final class Shared implements AutoCloseable {
        private final RunningGateway running = RunningGateway.start(Map.of());

        Gateway gateway() {
            return Gateway.of(running);
        }

        @Override
        public void close() {
            running.close();
        }
    }
}
