package io.omniroute.gateway;

import io.omniroute.domain.stream.ClientEvent;

/** Something on its way to a streaming client. */
sealed interface Outgoing {
    /** How many bytes holding it back takes, about. */
    int size();

    /** Whether it carries data, as a comment does not. */
    boolean saysSomething();

    /** An upstream's own bytes, a whole event of them (L-5). */
    record Raw(byte[] bytes) implements Outgoing {
        @Override
        public int size() {
            return bytes.length;
        }

        @Override
        public boolean saysSomething() {
            return bytes.length > 0 && bytes[0] != ':';
        }
    }

    /** An event that takes the form of the client's stream. */
    record Event(ClientEvent event) implements Outgoing {
        @Override
        public int size() {
            return event.json().length;
        }

        @Override
        public boolean saysSomething() {
            return true;
        }
    }
}
