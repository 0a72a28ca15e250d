package io.omniroute.testkit;

import io.omniroute.testkit.sdk.OpenAiChatSdk;
import io.omniroute.testkit.sdk.Sdk;
import io.omniroute.testkit.sdk.SdkScenarios;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

class OpenAiChatVendorTest extends SdkScenarios {
    private final OpenAiChatVendor vendor = new OpenAiChatVendor("sk-sim-openaichat");
    private final Sdk sdk = new OpenAiChatSdk(vendor.baseUrl(), vendor.key());

    @AfterEach
    void whatTheSimulatorSentIsWhatTheVendorDocuments() {
        Grammar.of("openai/chat-response", "openai/chat-chunk").check(vendor.exchanges());
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
