package io.omniroute.testkit.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.omniroute.testkit.Scenario;
import io.omniroute.testkit.Vendor;
import io.omniroute.testkit.sdk.Ask.Want;
import io.omniroute.testkit.sdk.Heard.End;
import io.omniroute.testkit.sdk.Heard.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user of an official SDK sees, whether the vendor answers or the gateway in front of it: the same suite for
 * every dialect, streamed and not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SdkScenarios {
    /** The SDK under test, pointed at the vendor or at the gateway. */
    protected abstract Sdk sdk();

    /** The simulator that answers in the end. */
    protected abstract Vendor vendor();

    /** The name under which the client knows a model of the simulator. */
    protected abstract String model(String scenario);

    /** A signature as the vendor made it; chat completions have no place for one. */
    protected void signatureIsGood(String signature) {
        if (!signature.isEmpty() || !(sdk() instanceof OpenAiChatSdk)) {
            assertThat(signature).isEqualTo(Scenario.SIGNATURE);
        }
    }

    protected void refusalIsGood(Heard heard) {
        assertThat(heard.refusal()).isEqualTo(Scenario.REFUSAL);
    }

    protected void tokensAreGood(Tokens tokens) {
        assertThat(tokens).isEqualTo(new Tokens(Scenario.INPUT, Scenario.CACHED, Scenario.OUTPUT,
                sdk() instanceof AnthropicSdk ? -1 : Scenario.REASONING));
    }

    /** The status the client is told when the vendor answers with this one. */
    protected int told(int status) {
        return status;
    }

    @BeforeEach
    void forget() {
        vendor().forget();
    }

    @AfterEach
    void vendorHadNothingToComplainAbout() {
        assertThat(vendor().violations()).isEmpty();
        assertThat(vendor().received()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textArrivesWhole(boolean streamed) {
        var heard = sdk().ask(Ask.of(model("sim-text")), streamed);

        assertThat(heard.text()).isEqualTo(Scenario.TEXT);
        assertThat(heard.end()).isEqualTo(End.STOP);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void charactersTornOverWritesArriveWhole(boolean streamed) {
        assertThat(sdk().ask(Ask.of(model("sim-unicode")), streamed).text()).isEqualTo(Scenario.UNICODE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void toolCallArrivesWithItsArguments(boolean streamed) {
        var heard = sdk().ask(Ask.of(model("sim-tool"), Want.TOOLS), streamed);

        assertThat(heard.calls()).isEqualTo(Sdk.CALLS.subList(0, 1));
        assertThat(heard.end()).isEqualTo(End.TOOLS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void parallelToolCallsArriveInOrder(boolean streamed) {
        assertThat(sdk().ask(Ask.of(model("sim-parallel"), Want.TOOLS), streamed).calls()).isEqualTo(Sdk.CALLS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void toolResultsReachTheModel(boolean streamed) {
        var heard = sdk().ask(Ask.of(model("sim-parallel"), Want.TOOLS, Want.TOOL_RESULTS), streamed);

        assertThat(heard.text()).isEqualTo(Scenario.TOOL_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thoughtsArriveWithTheirSignature(boolean streamed) {
        var heard = sdk().ask(Ask.of(model("sim-thinking"), Want.THINKING), streamed);

        assertThat(heard.thought()).isEqualTo(Scenario.THOUGHT);
        assertThat(heard.text()).isEqualTo("42");
        signatureIsGood(heard.signature());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pictureReachesTheModel(boolean streamed) {
        assertThat(sdk().ask(Ask.of(model("sim-image"), Want.IMAGE), streamed).text()).isEqualTo(Scenario.TEXT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void structuredAnswerArrives(boolean streamed) {
        var heard = sdk().ask(Ask.of(model("sim-structured"), Want.SCHEMA), streamed);

        assertThat(heard.text()).isEqualTo(Scenario.STRUCTURED);
        assertThat(vendor().last().received().text()).contains("degrees");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusalIsAnAnswer(boolean streamed) {
        var heard = sdk().ask(Ask.of(model("sim-refusal")), streamed);

        refusalIsGood(heard);
        assertThat(heard.end()).isEqualTo(End.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tokenLimitIsNamed(boolean streamed) {
        assertThat(sdk().ask(Ask.of(model("sim-limit")), streamed).end()).isEqualTo(End.LENGTH);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void usageIsTheVendorsOwn(boolean streamed) {
        var tokens = sdk().ask(Ask.of(model("sim-text"), Want.USAGE), streamed).tokens().orElseThrow();

        tokensAreGood(tokens);
    }

    @Test
    void openAiStreamCarriesUsageOnlyWhenAsked() {
        var heard = sdk().ask(Ask.of(model("sim-text")), true);

        assertThat(heard.tokens().isPresent()).isEqualTo(!(sdk() instanceof OpenAiChatSdk));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void errorKeepsStatusTypeMessageAndRetryTime(int status, boolean streamed) {
        var failure = failure("sim-e" + status, streamed);

        assertThat(failure.status()).isEqualTo(told(status));
        assertThat(failure.type()).isEqualTo(sdk().exceptionFor(told(status)));
        assertThat(failure.getMessage()).contains(Scenario.ERROR_MESSAGE);
        if ((status == 429 || status == 529) && sdk().showsRetryAfter()) {
            assertThat(failure.retryAfter()).isEqualTo("7");
        }
    }

    static Stream<Arguments> statuses() {
        return List.of(400, 401, 403, 404, 429, 500, 529).stream()
                .flatMap(status -> Stream.of(arguments(status, false), arguments(status, true)));
    }

    @Test
    void errorInTheMiddleOfAStreamIsAnError() {
        assertThat(failure("sim-midstream-error", true).getMessage()).contains(Scenario.ERROR_MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cutAnswerIsAnError(boolean streamed) {
        assertThat(catchThrowableOfType(RuntimeException.class,
                () -> sdk().ask(Ask.of(model("sim-cut")), streamed))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void slowFirstByteIsWaitedFor(boolean streamed) {
        assertThat(sdk().ask(Ask.of(model("sim-slow-first")), streamed).text()).isEqualTo(Scenario.TEXT);
    }

    @Test
    void clientThatLeavesStopsTheVendor() throws InterruptedException {
        sdk().leaveAfterFirstEvent(Ask.of(model("sim-endless")));
        var left = Instant.now();

        assertThat(vendor().last().overWithin(3000)).isTrue();
        assertThat(vendor().last().goneAt()).hasValueSatisfying(
                gone -> assertThat(Duration.between(left, gone)).isLessThan(Duration.ofMillis(2_000)));
    }

    private SdkFailure failure(String scenario, boolean streamed) {
        var failure = catchThrowableOfType(SdkFailure.class, () -> sdk().ask(Ask.of(model(scenario)), streamed));
        assertThat(failure).as("the SDK throws for " + scenario).isNotNull();
        return failure;
    }
}
