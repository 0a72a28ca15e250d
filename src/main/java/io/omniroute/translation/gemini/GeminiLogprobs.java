package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code logprobsResult} and the hub's {@code logprobs} object (RG-15, RH-9). */
final class GeminiLogprobs {
    private GeminiLogprobs() {}

    static Json.Obj decode(Json.Obj result) {
        List<Json> chosen = result.elements("chosenCandidates");
        List<Json> tops = result.elements("topCandidates");
        var content = new ArrayList<Json>();
        for (int i = 0; i < chosen.size(); i++) {
            if (chosen.get(i) instanceof Json.Obj token) {
                List<Json> top = i < tops.size() && tops.get(i) instanceof Json.Obj it
                        ? it.elements("candidates")
                        : List.of();
                content.add(token(token).put("top_logprobs", top.stream().filter(it -> it instanceof Json.Obj)
                        .map(it -> token((Json.Obj) it).build()).toList()).build());
            }
        }
        return Json.Obj.builder().put("content", content).put("refusal", Json.Literal.NULL).build();
    }

    private static Json.Obj.Builder token(Json.Obj candidate) {
        String token = candidate.text("token").orElse("");
        var bytes = new ArrayList<Json>();
        for (byte one : token.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Json.Num.of(one & 0xff));
        }
        return Json.Obj.builder().put("token", token)
                .put("logprob", number(candidate, "logProbability")).put("bytes", bytes);
    }

    private static Json number(Json.Obj object, String name) {
        return object.get(name).filter(it -> it instanceof Json.Num).orElse(Json.Num.of(0));
    }

    static Json.Obj encode(Json.Obj logprobs) {
        var chosen = new ArrayList<Json>();
        var tops = new ArrayList<Json>();
        for (Json element : logprobs.elements("content")) {
            if (element instanceof Json.Obj token) {
                chosen.add(candidate(token));
                tops.add(Json.Obj.of("candidates", new Json.Arr(token.elements("top_logprobs").stream()
                        .filter(it -> it instanceof Json.Obj).map(it -> candidate((Json.Obj) it)).toList())));
            }
        }
        return Json.Obj.builder().put("chosenCandidates", chosen).put("topCandidates", tops).build();
    }

    private static Json candidate(Json.Obj token) {
        return Json.Obj.builder().put("token", token.text("token").orElse(""))
                .put("logProbability", number(token, "logprob")).build();
    }
}
