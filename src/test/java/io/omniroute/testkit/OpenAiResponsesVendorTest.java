package io.omniroute.testkit;

import io.omniroute.testkit.sdk.OpenAiResponsesSdk;
import io.omniroute.testkit.sdk.Sdk;
import io.omniroute.testkit.sdk.SdkScenarios;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

class OpenAiResponsesVendorTest extends SdkScenarios {
    private final OpenAiResponsesVendor vendor = new OpenAiResponsesVendor("sk-sim-openairesponses");
    private final Sdk sdk = new OpenAiResponsesSdk(vendor.baseUrl(), vendor.key());

    @AfterEach
    void whatTheSimulatorSentIsWhatTheVendorDocuments() {
        Grammar.of("openai/responses-response", "openai/responses-event").check(vendor.exchanges());
    }

    @AfterAll
    void stop() {
        sdk.close();
        vendor.close();
    }

    @Override
    protected Sdk sdk() {
        return sdk;
    }

    @Override
    protected Vendor vendor() {
        return vendor;
    }

    @Override
    protected String model(String scenario) {
        return scenario;
    }
}
