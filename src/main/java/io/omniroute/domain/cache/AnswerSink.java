package io.omniroute.domain.cache;

/** Takes what the store shall learn, behind the back of requests: no call blocks, what finds no room is left out. */
public interface AnswerSink {
    /** Nobody keeps anything. */
    AnswerSink NOWHERE = new AnswerSink() {
        @Override
        public void keep(KeptAnswer answer) {
            // kept in memory only
        }

        @Override
        public void reused(String signature) {
            // nobody counts
        }

        @Override
        public void forget() {
            // nothing waits
        }
    };

    void keep(KeptAnswer answer);

    void reused(String signature);

    /** Nothing that still waits is written; returns when the write under way, if any, has ended. May block. */
    void forget();
}
