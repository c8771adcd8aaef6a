package io.feedmill.identity;

import io.feedmill.words.Words;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a reader sees of an item, as hashes: headline, kept blocks, media. Dates, adverts, counters and tracking are not
 * in it, so that they make no revision.
 *
 * @param digest of all three
 * @param title {@link Words#digest(String)} of the headline
 * @param blocks of each kept block, in order
 * @param media of the addresses of the media, in order
 * @param words how many words the text has
 */
public record Version(long digest, long title, List<Long> blocks, long media, int words) {

    /** In the path of a picture: a step of its own that is no year, or the end of the file's name. */
    private static final Pattern SIZE = Pattern.compile("/[0-9]{2,4}x[0-9]{1,4}(?=/)"
            + "|/[wh][_=-]?[0-9]{2,4}(?:,[^/]{0,40})?(?=/)"
            + "|/(?!(?:19|20)[0-9]{2}/)[0-9]{3,4}(?=/)"
            + "|[-_](?:[0-9]{2,4}x[0-9]{1,4}|[0-9]{3,4}(?:w|px))(?=\\.[a-z]{3,4}$)");

    /**
     * @param blocks the words of the kept blocks, in order
     * @param mediaUrls the addresses of the media, in order; hosts, query strings and sizes are not looked at
     */
    public static Version of(String title, List<Words> blocks, List<String> mediaUrls, int words) {
        long titleHash = Words.digest(title);
        List<Long> blockHashes = blocks.stream()
                .filter(block -> block.size() > 0)
                .map(Words::digest)
                .toList();
        long mediaHash = 0;
        for (String url : mediaUrls) {
            mediaHash = mediaHash * 31 + Words.digest(picture(url));
        }
        long digest = titleHash;
        for (long block : blockHashes) {
            digest = digest * 0x9e3779b97f4a7c15L + block;
        }
        return new Version(digest * 0x9e3779b97f4a7c15L + mediaHash, titleHash, blockHashes, mediaHash, words);
    }

    /** What all sizes of a picture have in common, on whatever host they lie. */
    private static String picture(String url) {
        int host = url.indexOf("://");
        int path = host < 0 ? 0 : Math.max(host + 3, url.indexOf('/', host + 3));
        int query = url.indexOf('?', path);
        return SIZE.matcher(url.substring(path, query < 0 ? url.length() : query))
                .replaceAll("");
    }
}
