package io.omniroute.translation;

/**
 * The parallel answers of one stream ({@code n} greater than one): which began, which finished. What one frame says
 * counts only once the frame was read to its end.
 */
public final class Branches {
    private long begun;
    private long finished;
    private long newlyBegun;
    private long newlyFinished;

    /** @param index as the stream counts them; beyond 63 they share a place */
    public void begin(long index) {
        newlyBegun |= 1L << Math.clamp(index, 0, Long.SIZE - 1);
    }

    public void finish(long index) {
        begin(index);
        newlyFinished |= 1L << Math.clamp(index, 0, Long.SIZE - 1);
    }

    /** The frame is over. */
    public void settle(boolean readable) {
        if (readable) {
            begun |= newlyBegun;
            finished |= newlyFinished;
        }
        newlyBegun = 0;
        newlyFinished = 0;
    }

    /** Whether there was one and all that began have finished. */
    public boolean allFinished() {
        return begun != 0 && begun == finished;
    }
}
