package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatEvent;
import java.util.ArrayList;
import java.util.List;

/** Where one choice stands between text and thoughts (TT-1 to TT-7). A value; what it lets go of it puts into the out. */
sealed interface ThinkMachine {
    /** The next moment. @param text of the choice's text channel, at least one character */
    ThinkMachine on(String text, Out out);

    /** Something else comes, or nothing any more: what is held back goes out to where it would have gone (TT-4). */
    ThinkMachine flush(Out out);

    /** @param implicit the opening tag stood in the prompt already (TT-6) */
    static ThinkMachine begin(ThinkTags tags, boolean implicit) {
        return implicit ? new Thinking("</" + ThinkTags.THINK + ">", "") : new Start(tags, Pieces.NONE, "");
    }

    /** What a machine lets go of. */
    final class Out {
        private final int choice;
        private final List<ChatEvent> events = new ArrayList<>(2);

        Out(int choice) {
            this.choice = choice;
        }

        void text(String text) {
            if (!text.isEmpty()) {
                events.add(new ChatEvent.TextPiece(choice, text));
            }
        }

        void reasoning(String text) {
            if (!text.isEmpty()) {
                events.add(new ChatEvent.ReasoningPiece(choice, text));
            }
        }

        List<ChatEvent> events() {
            return events;
        }
    }

    /**
     * Nothing but white space and perhaps the beginning of a tag so far (TT-1).
     *
     * @param blank the white space
     * @param begun what may become a tag
     */
    record Start(ThinkTags tags, Pieces blank, String begun) implements ThinkMachine {
        @Override
        public ThinkMachine on(String text, Out out) {
            int from = begun.isEmpty() ? firstInk(text) : 0;
            Pieces white = blank.and(text.substring(0, from));
            return tag(white, begun + text.substring(from), out);
        }

        private ThinkMachine tag(Pieces white, String ink, Out out) {
            boolean mayBecome = false;
            for (String name : tags.names()) {
                String tag = "<" + name + ">";
                if (ink.startsWith(tag)) {
                    return new Thinking("</" + name + ">", "").on(ink.substring(tag.length()), out);
                }
                mayBecome |= tag.startsWith(ink);
            }
            if (mayBecome) {
                return new Start(tags, white, ink);
            }
            out.text(white.joined() + ink);
            return TagWatch.over(ink, tags);
        }

        @Override
        public ThinkMachine flush(Out out) {
            String held = blank.joined() + begun;
            out.text(held);
            return held.isEmpty() ? this : Text.PLAIN;
        }
    }

    /**
     * Behind an opening tag (TT-2).
     *
     * @param close the tag that ends it
     * @param begun what may become that tag
     */
    record Thinking(String close, String begun) implements ThinkMachine {
        @Override
        public ThinkMachine on(String text, Out out) {
            String all = begun + text;
            int end = all.indexOf(close);
            if (end >= 0) {
                out.reasoning(all.substring(0, end));
                return Gap.BEHIND_TAG.on(all.substring(end + close.length()), out);
            }
            int held = TagWatch.beginningAtEnd(all, close);
            out.reasoning(all.substring(0, all.length() - held));
            String kept = all.substring(all.length() - held);
            return kept.equals(begun) ? this : new Thinking(close, kept);
        }

        @Override
        public ThinkMachine flush(Out out) {
            out.reasoning(begun);
            return begun.isEmpty() ? this : new Thinking(close, "");
        }
    }

    /** Directly behind a closing tag: white space is left out (TT-3). */
    enum Gap implements ThinkMachine {
        BEHIND_TAG;

        @Override
        public ThinkMachine on(String text, Out out) {
            int from = firstInk(text);
            out.text(text.substring(from));
            return from == text.length() ? this : Text.PLAIN;
        }

        @Override
        public ThinkMachine flush(Out out) {
            return Text.PLAIN;
        }
    }

    /** The answer itself; whatever tag comes is content. */
    enum Text implements ThinkMachine {
        PLAIN;

        @Override
        public ThinkMachine on(String text, Out out) {
            out.text(text);
            return this;
        }

        @Override
        public ThinkMachine flush(Out out) {
            return this;
        }
    }

    /** The answer itself, which began like a tag nobody knows: looks whether it was one, for the answers to come. */
    record Watched(TagWatch watch) implements ThinkMachine {
        @Override
        public ThinkMachine on(String text, Out out) {
            out.text(text);
            return watch.on(text);
        }

        @Override
        public ThinkMachine flush(Out out) {
            return this;
        }
    }

    /** Length of the white space in front. */
    private static int firstInk(String text) {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
