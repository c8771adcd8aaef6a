package io.feedmill.identity;

import io.feedmill.sketch.Tokens;
import java.util.List;

/**
 * What a reader sees of an item, as hashes: headline, kept blocks, media. Dates, adverts, counters and tracking are not
 * in it, so that they make no revision.
 *
 * @param digest of all three
 * @param title {@link Tokens#digest} of the headline
 * @param blocks of each kept block, in order
 * @param media of the addresses of the media, in order
 * @param words how many words the text has
 */
public record Version(long digest, long title, List<Long> blocks, long media, int words) {

    /**
     * @param blocks the kept blocks' texts, in order
     * @param mediaUrls the addresses of the media, in order; their query strings are not looked at
     */
    public static Version of(String title, List<String> blocks, List<String> mediaUrls, int words) {
        long titleHash = Tokens.digest(title);
        List<Long> blockHashes =
                blocks.stream().map(Tokens::digest).filter(hash -> hash != 0).toList();
        long mediaHash = 0;
        for (String url : mediaUrls) {
            int query = url.indexOf('?');
            mediaHash = mediaHash * 31 + Tokens.digest(query < 0 ? url : url.substring(0, query));
        }
        long digest = titleHash;
        for (long block : blockHashes) {
            digest = digest * 0x9e3779b97f4a7c15L + block;
        }
        return new Version(digest * 0x9e3779b97f4a7c15L + mediaHash, titleHash, blockHashes, mediaHash, words);
    }
}
