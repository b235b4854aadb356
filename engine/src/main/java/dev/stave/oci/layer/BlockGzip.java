package dev.stave.oci.layer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32;

/**
 * One gzip member (RFC 1952), compressed in blocks of 1 MiB on as many threads as the executor has: each block knows the
 * 32 KiB before it and ends at a byte, so the bytes are the same whatever the threads. A bounded number of blocks is in
 * memory. The head says no time and no system.
 */
final class BlockGzip extends OutputStream {
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    /** An empty last block, with fixed codes. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private final OutputStream out;
    private final Executor executor;
    private final int mostBlocks;
    private final Deque<FutureTask<GzipBlock>> busy = new ArrayDeque<>();
    private final Deque<GzipBlock> idle = new ArrayDeque<>();
    private final CRC32 crc = new CRC32();
    private long size;
    private GzipBlock block = new GzipBlock();

    /** @param mostBlocks how many blocks may wait or be worked on at once */
    BlockGzip(OutputStream out, Executor executor, int mostBlocks) throws IOException {
        this.out = out;
        this.executor = executor;
        this.mostBlocks = mostBlocks;
        out.write(HEAD);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        crc.update(bytes, offset, length);
        size += length;
        int done = 0;
        while (done < length) {
            done += block.fill(bytes, offset + done, length - done);
            if (block.isFull()) {
                submit();
            }
        }
    }

    /** Ends the member; the stream below stays open. */
    void finish() throws IOException {
        if (!block.isEmpty()) {
            submit();
        }
        while (!busy.isEmpty()) {
            drainOne();
        }
        out.write(LAST_BLOCK);
        putLittleEndian((int) crc.getValue());
        putLittleEndian((int) size);
    }

    /** Gives back native memory. After a failure, that of blocks still being worked on is left to the collector. */
    @Override
    public void close() {
        busy.forEach(task -> task.cancel(false));
        busy.clear();
        idle.forEach(GzipBlock::end);
        idle.clear();
        block.end();
    }

    private void submit() throws IOException {
        GzipBlock full = block;
        FutureTask<GzipBlock> task = new FutureTask<>(full::compress);
        if (busy.size() >= mostBlocks) {
            drainOne();
        }
        block = idle.isEmpty() ? new GzipBlock() : idle.pop();
        block.follow(full);
        busy.add(task);
        executor.execute(task);
    }

    private void drainOne() throws IOException {
        FutureTask<GzipBlock> first = busy.remove();
        // Where no thread has taken it up yet, this one does: so a busy executor cannot stop us for ever.
        first.run();
        try {
            GzipBlock done = first.get();
            done.writeTo(out);
            idle.push(done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("packing the layer was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a block could not be compressed", e.getCause());
        }
    }

    private void putLittleEndian(int value) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }
}
