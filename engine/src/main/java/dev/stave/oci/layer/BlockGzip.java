package dev.stave.oci.layer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One gzip member (RFC 1952), compressed in blocks of 1 MiB on as many threads as the executor has: each block knows the
 * 32 KiB before it and ends at a byte, so the bytes are the same whatever the threads. A bounded number of blocks is in
 * memory. The head says no time and no system.
 */
final class BlockGzip extends OutputStream {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int WINDOW_BYTES = 1 << 15;
    private static final int LEVEL = 6;
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    /** An empty last block, with fixed codes. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private final OutputStream out;
    private final Executor executor;
    private final int mostBlocks;
    private final Deque<FutureTask<byte[]>> blocks = new ArrayDeque<>();
    private final Queue<Deflater> idle = new ConcurrentLinkedQueue<>();
    private final CRC32 crc = new CRC32();
    private long size;
    private byte[] block = new byte[BLOCK_BYTES];
    private int filled;
    private byte[] window = new byte[0];

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
            int n = Math.min(length - done, BLOCK_BYTES - filled);
            System.arraycopy(bytes, offset + done, block, filled, n);
            filled += n;
            done += n;
            if (filled == BLOCK_BYTES) {
                submit();
            }
        }
    }

    /** Ends the member; the stream below stays open. */
    void finish() throws IOException {
        submit();
        while (!blocks.isEmpty()) {
            drainOne();
        }
        out.write(LAST_BLOCK);
        putLittleEndian((int) crc.getValue());
        putLittleEndian((int) size);
    }

    /** Gives back native memory, also after a failure. */
    @Override
    public void close() {
        blocks.forEach(task -> task.cancel(false));
        blocks.clear();
        for (Deflater deflater = idle.poll(); deflater != null; deflater = idle.poll()) {
            deflater.end();
        }
    }

    private void submit() throws IOException {
        if (filled == 0) {
            return;
        }
        byte[] input = block;
        byte[] before = window;
        int length = filled;
        FutureTask<byte[]> task = new FutureTask<>(() -> compress(input, length, before));
        window = Arrays.copyOfRange(input, Math.max(0, length - WINDOW_BYTES), length);
        block = new byte[BLOCK_BYTES];
        filled = 0;
        blocks.add(task);
        executor.execute(task);
        if (blocks.size() >= mostBlocks) {
            drainOne();
        }
    }

    private void drainOne() throws IOException {
        FutureTask<byte[]> first = blocks.remove();
        // Where no thread has taken it up yet, this one does: so a busy executor cannot stop us for ever.
        first.run();
        try {
            out.write(first.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("packing the layer was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a block could not be compressed", e.getCause());
        }
    }

    private byte[] compress(byte[] input, int length, byte[] before) {
        Deflater deflater = idle.poll();
        if (deflater == null) {
            deflater = new Deflater(LEVEL, true);
        }
        deflater.reset();
        if (before.length > 0) {
            deflater.setDictionary(before);
        }
        deflater.setInput(input, 0, length);
        byte[] output = new byte[length / 2 + WINDOW_BYTES];
        int written = 0;
        while (true) {
            written += deflater.deflate(output, written, output.length - written, Deflater.SYNC_FLUSH);
            if (written < output.length) {
                break;
            }
            output = Arrays.copyOf(output, output.length * 2);
        }
        idle.add(deflater);
        return Arrays.copyOf(output, written);
    }

    private void putLittleEndian(int value) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }
}
