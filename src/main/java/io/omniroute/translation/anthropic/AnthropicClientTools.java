package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Tools whose schema Anthropic's models know by heart although the client runs them (CO-32). Another vendor's model is
 * told the schema. Source: Anthropic guides "Bash tool", "Text editor tool", "Memory tool", read 2026-11.
 */
final class AnthropicClientTools {
    private AnthropicClientTools() {}

    /** @param type with its date, for example {@code bash_20250124} */
    static Optional<Tool> function(String type, Optional<String> name) {
        if (type.startsWith("bash_")) {
            return Optional.of(tool(name.orElse("bash"), "Runs commands in a persistent bash session.", bash()));
        }
        if (type.startsWith("text_editor_")) {
            return Optional.of(tool(name.orElse("str_replace_based_edit_tool"),
                    "Views, creates and edits text files.", textEditor(type)));
        }
        if (type.startsWith("memory_")) {
            return Optional.of(tool(name.orElse("memory"),
                    "Reads and keeps notes as files under /memories, across conversations.", memory()));
        }
        return Optional.empty();
    }

    private static Tool tool(String name, String description, Json.Obj schema) {
        return new Tool.Function(name, Optional.of(description), Optional.of(schema), Optional.empty(),
                Optional.empty());
    }

    private static Json.Obj bash() {
        return schema(Json.Obj.builder()
                .put("command", field("string", "The command to run; not needed with restart"))
                .put("restart", field("boolean", "Restarts the session instead of running a command"))
                .build());
    }

    /** Undoing was taken away from the later versions. */
    private static Json.Obj textEditor(String type) {
        boolean undoes = type.equals("text_editor_20241022") || type.equals("text_editor_20250124");
        List<String> commands = undoes
                ? List.of("view", "create", "str_replace", "insert", "undo_edit")
                : List.of("view", "create", "str_replace", "insert");
        return schema(files(commands).put("new_str",
                field("string", "Text to put in: of str_replace" + (undoes ? " and insert" : "")))
                .build(), "command", "path");
    }

    private static Json.Obj memory() {
        return schema(files(List.of("view", "create", "str_replace", "insert", "delete", "rename"))
                .put("new_str", field("string", "Text to put in: of str_replace"))
                .put("old_path", field("string", "Path to rename")).put("new_path", field("string", "Its new name"))
                .build(), "command");
    }

    private static Json.Obj.Builder files(List<String> commands) {
        return Json.Obj.builder()
                .put("command", Json.Obj.builder().put("type", "string")
                        .put("enum", commands.stream().map(Json.Str::new).toList()).build())
                .put("path", field("string", "Path of the file or directory"))
                .put("view_range", Json.Obj.builder().put("type", "array")
                        .put("items", Json.Obj.of("type", new Json.Str("integer")))
                        .put("description", "First and last line to view, counted from 1; -1 is the end").build())
                .put("file_text", field("string", "Content of the file to create"))
                .put("old_str", field("string", "Text to replace, exactly as it stands there once"))
                .put("insert_line", field("integer", "Line behind which to insert; 0 is the beginning"))
                .put("insert_text", field("string", "Text to insert"));
    }

    private static Json.Obj field(String type, String description) {
        return Json.Obj.builder().put("type", type).put("description", description).build();
    }

    private static Json.Obj schema(Json.Obj properties, String... required) {
        var schema = Json.Obj.builder().put("type", "object").put("properties", properties);
        if (required.length > 0) {
            schema.put("required", List.of(required).stream().map(Json.Str::new).toList());
        }
        return schema.build();
    }
}
