package io.omniroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.AnthropicVendor;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.GeminiVendor;
import io.omniroute.testkit.OpenAiChatVendor;
import io.omniroute.testkit.OpenAiResponsesVendor;
import io.omniroute.testkit.Scenario;
import io.omniroute.testkit.Vendor;
import io.omniroute.testkit.sdk.AnthropicSdk;
import io.omniroute.testkit.sdk.GeminiSdk;
import io.omniroute.testkit.sdk.Heard;
import io.omniroute.testkit.sdk.OpenAiChatSdk;
import io.omniroute.testkit.sdk.OpenAiResponsesSdk;
import io.omniroute.testkit.sdk.Sdk;
import java.net.URI;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every official SDK over every vendor that speaks another dialect: the client sees what its own vendor would show. */
@ExtendWith(GatewayUnderTest.class)
class CrossDialectScenariosIT {
    @Nested
    class ChatOverResponses extends Translated {
        ChatOverResponses() {
            super(new OpenAiResponsesVendor("sk-it-chat-responses"),
                    (url, key) -> new OpenAiChatSdk(url.resolve("v1"), key));
        }
    }

    @Nested
    class ChatOverMessages extends Translated {
        ChatOverMessages() {
            super(new AnthropicVendor("sk-it-chat-messages"), (url, key) -> new OpenAiChatSdk(url.resolve("v1"), key));
        }
    }

    @Nested
    class ChatOverGenerateContent extends Translated {
        ChatOverGenerateContent() {
            super(new GeminiVendor("sk-it-chat-generatecontent"),
                    (url, key) -> new OpenAiChatSdk(url.resolve("v1"), key));
        }
    }

    @Nested
    class ResponsesOverChat extends Translated {
        ResponsesOverChat() {
            super(new OpenAiChatVendor("sk-it-responses-chat"),
                    (url, key) -> new OpenAiResponsesSdk(url.resolve("v1"), key));
        }
    }

    @Nested
    class ResponsesOverMessages extends Translated {
        ResponsesOverMessages() {
            super(new AnthropicVendor("sk-it-responses-messages"),
                    (url, key) -> new OpenAiResponsesSdk(url.resolve("v1"), key));
        }
    }

    @Nested
    class ResponsesOverGenerateContent extends Translated {
        ResponsesOverGenerateContent() {
            super(new GeminiVendor("sk-it-responses-generatecontent"),
                    (url, key) -> new OpenAiResponsesSdk(url.resolve("v1"), key));
        }
    }

    @Nested
    class MessagesOverChat extends Translated {
        MessagesOverChat() {
            super(new OpenAiChatVendor("sk-it-messages-chat"), AnthropicSdk::new);
        }
    }

    @Nested
    class MessagesOverResponses extends Translated {
        MessagesOverResponses() {
            super(new OpenAiResponsesVendor("sk-it-messages-responses"), AnthropicSdk::new);
        }
    }

    @Nested
    class MessagesOverGenerateContent extends Translated {
        MessagesOverGenerateContent() {
            super(new GeminiVendor("sk-it-messages-generatecontent"), AnthropicSdk::new);
        }
    }

    @Nested
    class GenerateContentOverChat extends Translated {
        GenerateContentOverChat() {
            super(new OpenAiChatVendor("sk-it-generatecontent-chat"), GeminiSdk::new);
        }
    }

    @Nested
    class GenerateContentOverResponses extends Translated {
        GenerateContentOverResponses() {
            super(new OpenAiResponsesVendor("sk-it-generatecontent-responses"), GeminiSdk::new);
        }
    }

    @Nested
    class GenerateContentOverMessages extends Translated {
        GenerateContentOverMessages() {
            super(new AnthropicVendor("sk-it-generatecontent-messages"), GeminiSdk::new);
        }
    }

    /** What translation may change: a signature travels wrapped, a refusal as text, 529 is another vendor's word. */
    abstract static class Translated extends BehindTheGateway {
        Translated(Vendor vendor, BiFunction<URI, String, Sdk> maker) {
            super(vendor, maker);
        }

        @Override
        protected void signatureIsGood(String signature) {
            // a signed block of another vendor arrives wrapped, an unsigned one with an empty signature
        }

        @Override
        protected void refusalIsGood(Heard heard) {
            assertThat(heard.refusal() + heard.text()).contains(Scenario.REFUSAL);
        }

        @Override
        protected void tokensAreGood(Heard.Tokens tokens) {
            assertThat(tokens.input()).isEqualTo(Scenario.INPUT);
            assertThat(tokens.cached()).isEqualTo(Scenario.CACHED);
            assertThat(tokens.output()).isEqualTo(Scenario.OUTPUT);
        }

        @Override
        protected int told(int status) {
            return status == 529 && !(sdk() instanceof AnthropicSdk) ? 503 : status;
        }
    }
}
