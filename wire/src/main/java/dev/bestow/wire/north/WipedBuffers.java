package dev.bestow.wire.north;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;

import java.util.Arrays;

/// Jackson's buffers, wiped when it gives them back, since a key may have gone through them; then
/// another document may have them.
final class WipedBuffers extends BufferRecycler {
    static final RecyclerPool<BufferRecycler> POOL = new Pool();

    @Override
    public void releaseByteBuffer(int index, byte[] buffer) {
        Arrays.fill(buffer, (byte) 0);
        super.releaseByteBuffer(index, buffer);
    }

    @Override
    public void releaseCharBuffer(int index, char[] buffer) {
        Arrays.fill(buffer, '0');
        super.releaseCharBuffer(index, buffer);
    }

    private static final class Pool extends RecyclerPool.ConcurrentDequePoolBase<BufferRecycler> {
        private static final long serialVersionUID = 1L;

        Pool() {
            super(SERIALIZATION_NON_SHARED);
        }

        @Override
        public BufferRecycler createPooled() {
            return new WipedBuffers();
        }
    }
}
