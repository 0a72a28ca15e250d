package io.omniroute.translation.responses;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A tool as a client of this dialect calls it. The tools of a namespace are known by both names only here: the hub and
 * its targets know one flat name.
 */
record QualifiedName(Optional<String> namespace, String name) {
    /** Type of a tool that holds others. */
    static final String NAMESPACE = "namespace";

    private static final String BETWEEN = "__";

    static QualifiedName plain(String name) {
        return new QualifiedName(Optional.empty(), name);
    }

    /** Of a call. */
    static QualifiedName of(Fields item) {
        return new QualifiedName(item.text(NAMESPACE).filter(it -> !it.isEmpty()), item.requiredText("name"));
    }

    /** All that can be called, in the order of the client's tools. */
    static Stream<QualifiedName> declared(List<Json> tools) {
        return tools.stream().flatMap(tool -> tool instanceof Json.Obj object ? of(object) : Stream.of());
    }

    private static Stream<QualifiedName> of(Json.Obj tool) {
        Optional<String> name = tool.text("name");
        if (tool.text("type").filter(NAMESPACE::equals).isEmpty()) {
            return name.map(QualifiedName::plain).stream();
        }
        return tool.elements("tools").stream()
                .flatMap(held -> held instanceof Json.Obj object ? object.text("name").stream() : Stream.of())
                .map(held -> new QualifiedName(name, held));
    }

    /** What the client calls the tool of this flat name. */
    static QualifiedName called(String flat, List<Json> tools) {
        return declared(tools).filter(it -> it.flat().equals(flat)).findFirst().orElseGet(() -> plain(flat));
    }

    /** The name in the hub. */
    String flat() {
        return namespace.map(it -> it + BETWEEN + name).orElse(name);
    }

    /** The tool that is meant when a choice, which has no member for it, leaves the namespace out. */
    QualifiedName among(List<Json> tools) {
        if (namespace.isPresent() || declared(tools).anyMatch(it -> it.flat().equals(name))) {
            return this;
        }
        return declared(tools).filter(it -> it.name().equals(name)).findFirst().orElse(this);
    }
}
