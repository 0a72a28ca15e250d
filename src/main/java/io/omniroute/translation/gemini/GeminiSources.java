package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The sources an answer names: grounding and citations to annotations and back. Google counts UTF-8 bytes, the hub code
 * points (RG-11, RG-12, RH-7).
 */
final class GeminiSources {
    private GeminiSources() {}

    /**
     * A candidate that names sources.
     *
     * @param parts where each of its own parts begins in the answer's text, in characters
     */
    record Named(Json.Obj candidate, List<Integer> parts) {
        Named {
            parts = List.copyOf(parts);
        }

        /** Where the part of a segment begins, in characters; a segment of the first counts from the beginning. */
        int from(Json.Obj segment) {
            long part = segment.whole("partIndex").orElse(0L);
            return part > 0 && part < parts.size() ? parts.get((int) part) : 0;
        }
    }

    /**
     * @param candidates as they came, each with its {@code groundingMetadata} or {@code citationMetadata}
     * @param text the answer's whole text
     */
    static List<Annotation> annotations(List<Named> candidates, String text) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        var found = new LinkedHashSet<Annotation>();
        var offsets = new Utf8Offsets(text);
        for (Named named : candidates) {
            named.candidate().object("groundingMetadata").ifPresent(it -> grounded(it, named, offsets, found));
            named.candidate().object("citationMetadata").ifPresent(it -> cited(it, named, offsets, found));
        }
        return List.copyOf(found);
    }

    static boolean named(Json.Obj candidate) {
        return candidate.has("groundingMetadata") || candidate.has("citationMetadata");
    }

    private static void grounded(Json.Obj metadata, Named named, Utf8Offsets offsets, LinkedHashSet<Annotation> found) {
        List<Json> chunks = metadata.elements("groundingChunks");
        for (Json support : metadata.elements("groundingSupports")) {
            Json.Obj segment = support instanceof Json.Obj it ? it.object("segment").orElse(Json.Obj.EMPTY)
                    : Json.Obj.EMPTY;
            List<Json> indices = support instanceof Json.Obj it ? it.elements("groundingChunkIndices") : List.of();
            for (Json index : indices) {
                long at = index instanceof Json.Num number ? number.whole().orElse(-1L) : -1;
                if (at >= 0 && at < chunks.size() && chunks.get((int) at) instanceof Json.Obj chunk) {
                    source(chunk, segment, named, offsets, found);
                }
            }
        }
    }

    private static void source(Json.Obj chunk, Json.Obj segment, Named named, Utf8Offsets offsets,
            LinkedHashSet<Annotation> found) {
        Json.Obj source = chunk.object("web").or(() -> chunk.object("retrievedContext"))
                .or(() -> chunk.object("maps")).orElse(Json.Obj.EMPTY);
        source.text("uri").filter(uri -> !uri.isEmpty())
                .ifPresent(uri -> found.add(annotation(segment, named.from(segment), offsets, source, uri)));
    }

    private static void cited(Json.Obj metadata, Named named, Utf8Offsets offsets, LinkedHashSet<Annotation> found) {
        var sources = new ArrayList<>(metadata.elements("citationSources"));
        sources.addAll(metadata.elements("citations"));
        for (Json source : sources) {
            if (source instanceof Json.Obj it) {
                it.text("uri").filter(uri -> !uri.isEmpty())
                        .ifPresent(uri -> found.add(annotation(it, named.from(it), offsets, it, uri)));
            }
        }
    }

    private static Annotation annotation(Json.Obj segment, int from, Utf8Offsets offsets, Json.Obj source, String uri) {
        long base = offsets.byteOf(from);
        int start = offsets.codePoint(base + Math.max(0, segment.whole("startIndex").orElse(0L)));
        int end = offsets.codePoint(base + Math.max(0, segment.whole("endIndex").orElse(0L)));
        return new Annotation(start, Math.max(start, end), source.text("title").orElse(""), uri);
    }

    /** {@code groundingMetadata} for a client. */
    static Json.Obj metadata(List<Annotation> annotations, String text) {
        var chunks = new LinkedHashSet<Json>();
        var supports = new ArrayList<Json>();
        for (Annotation annotation : annotations) {
            Json chunk = Json.Obj.of("web",
                    Json.Obj.builder().put("uri", annotation.url()).put("title", annotation.title()).build());
            chunks.add(chunk);
            supports.add(Json.Obj.builder().put("segment", segment(annotation, text))
                    .put("groundingChunkIndices", List.of(Json.Num.of(List.copyOf(chunks).indexOf(chunk))))
                    .build());
        }
        return Json.Obj.builder().put("groundingChunks", List.copyOf(chunks)).put("groundingSupports", supports)
                .build();
    }

    private static Json.Obj segment(Annotation annotation, String text) {
        int start = Utf8Offsets.at(text, annotation.start());
        int end = Math.max(start, Utf8Offsets.at(text, annotation.end()));
        String before = text.substring(0, start);
        String inside = text.substring(start, end);
        long from = Utf8Offsets.bytes(before);
        return Json.Obj.builder().put("startIndex", from).put("endIndex", from + Utf8Offsets.bytes(inside))
                .put("text", inside).build();
    }
}
