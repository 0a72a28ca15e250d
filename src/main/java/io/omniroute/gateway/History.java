package io.omniroute.gateway;

import io.omniroute.domain.lab.RecentRequest;
import io.omniroute.domain.lab.RecentRequests;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The newest {@value #CAPACITY} requests, for the live view of the console (20 section 19). Lost at a stop. */
public final class History implements RecentRequests {
    static final int CAPACITY = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<RecentRequest> newestFirst = new ArrayDeque<>(CAPACITY);

    void add(RecentRequest request) {
        lock.lock();
        try {
            if (newestFirst.size() == CAPACITY) {
                newestFirst.removeLast();
            }
            newestFirst.addFirst(request);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<RecentRequest> newest(int most) {
        lock.lock();
        try {
            return newestFirst.stream().limit(Math.max(0, most)).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int total() {
        lock.lock();
        try {
            return newestFirst.size();
        } finally {
            lock.unlock();
        }
    }
}
