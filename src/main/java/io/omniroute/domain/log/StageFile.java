package io.omniroute.domain.log;

/**
 * One stage of a request.
 *
 * @param name one of the names of 40 section 18, for example {@code 1_req_client.json}
 * @param content not copied, not to be changed afterwards
 */
public record StageFile(String name, byte[] content) {
    public static final String CLIENT_REQUEST = "1_req_client.json";
    public static final String SOURCE_REQUEST = "2_req_source.json";
    public static final String HUB_REQUEST = "3_req_openai.json";
    public static final String TARGET_REQUEST = "4_req_target.json";
    public static final String PROVIDER_STREAM = "5_res_provider.txt";
    public static final String PROVIDER_BODY = "5_res_provider.json";
    public static final String HUB_ANSWER = "6_res_openai.txt";
    public static final String ERROR = "6_error.json";
    public static final String CLIENT_ANSWER = "7_res_client.txt";
}
