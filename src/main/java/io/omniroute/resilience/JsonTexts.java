package io.omniroute.resilience;

import java.util.ArrayList;
import java.util.List;

/**
 * The members of a JSON text that are strings, found in one pass without building a tree: error bodies may be cut off,
 * damaged, or JSON in the middle of something else.
 */
final class JsonTexts {
    private final String text;
    private int at;

    private JsonTexts(String text) {
        this.text = text;
    }

    /** A member and its value without escapes. */
    record Member(String name, String value) {}

    static List<Member> in(String text) {
        return new JsonTexts(text).members();
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>();
        while (toQuote()) {
            String name = string();
            if (next(':') && peek() == '"') {
                members.add(new Member(name, string()));
            }
        }
        return members;
    }

    private boolean toQuote() {
        int quote = text.indexOf('"', at);
        at = quote < 0 ? text.length() : quote;
        return quote >= 0;
    }

    /** From its opening quote, which is at the present place, to its end or that of the text. */
    private String string() {
        var value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            value.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
        }
        at = Math.min(at + 1, text.length());
        return value.toString();
    }

    private char escaped() {
        at = Math.min(at + 1, text.length() - 1);
        char c = text.charAt(at);
        return switch (c) {
            case 'n', 'r', 't', 'b', 'f' -> ' ';
            case 'u' -> unicode();
            default -> c;
        };
    }

    private char unicode() {
        if (at + 5 > text.length()) {
            return '?';
        }
        try {
            char c = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16);
            at += 4;
            return c;
        } catch (NumberFormatException e) {
            return '?';
        }
    }

    private boolean next(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** The next character that is no white space; 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }
}
