package io.omniroute.testkit.sdk;

import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.GenAiIOException;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.Scenario;
import io.omniroute.testkit.sdk.Ask.Want;
import io.omniroute.testkit.sdk.Heard.Call;
import io.omniroute.testkit.sdk.Heard.Ear;
import io.omniroute.testkit.sdk.Heard.End;
import io.omniroute.testkit.sdk.Heard.Tokens;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** {@code google-genai}, generateContent. */
public final class GeminiSdk implements Sdk {
    private final Client client;

    /** @param baseUrl without the version, which this SDK appends itself */
    public GeminiSdk(URI baseUrl, String key) {
        client = Client.builder().apiKey(key)
                .httpOptions(HttpOptions.builder().baseUrl(baseUrl.toString()).apiVersion("v1beta").timeout(20_000)
                        .retryOptions(HttpRetryOptions.builder().attempts(1).build()).build())
                .build();
    }

    @Override
    public Heard ask(Ask ask, boolean streamed) {
        try {
            var ear = new Ear();
            if (streamed) {
                try (var stream = client.models.generateContentStream(ask.model(), contents(ask), config(ask))) {
                    stream.forEach(chunk -> hear(ear, chunk));
                }
            } else {
                hear(ear, client.models.generateContent(ask.model(), contents(ask), config(ask)));
            }
            return ended(ear);
        } catch (ApiException e) {
            throw new SdkFailure(e.code(), e, "");
        } catch (GenAiIOException e) {
            throw new SdkFailure(0, e, "");
        }
    }

    /** Input tokens of the question as the counting route tells them. */
    public long count(Ask ask) {
        return client.models.countTokens(ask.model(), QUESTION, null).totalTokens().orElseThrow();
    }

    private static Heard ended(Ear ear) {
        if (ear.end == End.REFUSED) {
            ear.refusal.append(ear.text);
            ear.text.setLength(0);
        } else if (!ear.calls.isEmpty()) {
            ear.end = End.TOOLS;
        }
        return ear.heard();
    }

    private static void hear(Ear ear, GenerateContentResponse response) {
        var candidate = response.candidates().orElse(List.of()).stream().findFirst();
        candidate.flatMap(it -> it.content()).flatMap(Content::parts).orElse(List.of())
                .forEach(part -> hear(ear, part));
        candidate.flatMap(it -> it.finishReason()).ifPresent(reason -> ear.end = switch (reason.toString()) {
            case "MAX_TOKENS" -> End.LENGTH;
            case "SAFETY" -> End.REFUSED;
            default -> End.STOP;
        });
        response.usageMetadata().ifPresent(usage -> ear.tokens = java.util.Optional.of(new Tokens(
                usage.promptTokenCount().orElse(-1), usage.cachedContentTokenCount().orElse(-1),
                usage.candidatesTokenCount().orElse(-1) + usage.thoughtsTokenCount().orElse(0),
                usage.thoughtsTokenCount().orElse(-1))));
    }

    private static void hear(Ear ear, Part part) {
        part.text().ifPresent((part.thought().orElse(false) ? ear.thought : ear.text)::append);
        part.functionCall()
                .ifPresent(call -> ear.calls.add(new Call(call.id().orElse(""), call.name().orElse(""),
                        Json.tree(Json.line(call.args().orElse(Map.of()))))));
        if (ear.signature.isEmpty()) {
            part.thoughtSignature().map(Base64.getEncoder()::encodeToString).ifPresent(ear.signature::append);
        }
    }

    private static List<Content> contents(Ask ask) {
        var contents = new ArrayList<Content>();
        contents.add(ask.wants(Want.IMAGE)
                ? user(Part.fromText("What is this?"),
                        Part.fromBytes(Base64.getDecoder().decode(Scenario.PIXEL), "image/png"))
                : user(Part.fromText(QUESTION)));
        if (ask.wants(Want.TOOL_RESULTS)) {
            contents.add(Content.builder().role("model").parts(CALLS.stream().map(GeminiSdk::call).toList()).build());
            contents.add(
                    Content.builder().role("user").parts(CALLS.stream().map(GeminiSdk::result).toList()).build());
        }
        return contents;
    }

    private static Content user(Part... parts) {
        return Content.builder().role("user").parts(parts).build();
    }

    private static Part call(Call call) {
        return Part.builder()
                .functionCall(FunctionCall.builder().id(call.id()).name(call.name())
                        .args(Map.of("city", call.arguments().path("city").asText(), "unit", "C")).build())
                .thoughtSignature(Base64.getDecoder().decode(Scenario.SIGNATURE)).build();
    }

    private static Part result(Call call) {
        return Part.builder().functionResponse(FunctionResponse.builder().id(call.id()).name(call.name())
                .response(Map.of("output", "4 degrees")).build()).build();
    }

    private static GenerateContentConfig config(Ask ask) {
        var config = GenerateContentConfig.builder().maxOutputTokens(500)
                .systemInstruction(Content.fromParts(Part.fromText("Be brief.")));
        if (ask.wants(Want.TOOLS)) {
            config.tools(Tool.builder().functionDeclarations(FunctionDeclaration.builder().name("get_weather")
                    .description("Weather of a city").parametersJsonSchema(OpenAiChatSdk.WEATHER).build()).build());
        }
        if (ask.wants(Want.SCHEMA)) {
            config.responseMimeType("application/json").responseJsonSchema(OpenAiChatSdk.PLACE);
        }
        if (ask.wants(Want.THINKING)) {
            config.thinkingConfig(ThinkingConfig.builder().thinkingBudget(1024).includeThoughts(true).build());
        }
        return config.build();
    }

    @Override
    public void leaveAfterFirstEvent(Ask ask) {
        try (var stream = client.models.generateContentStream(ask.model(), contents(ask), config(ask))) {
            stream.iterator().next();
        }
    }

    @Override
    public String exceptionFor(int status) {
        return status < 500 ? "ClientException" : "ServerException";
    }

    @Override
    public boolean showsRetryAfter() {
        return false;
    }

    @Override
    public void close() {
        client.close();
    }
}
