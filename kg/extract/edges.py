"""The words at the edges of an indicator: those in front of it and behind it that say nothing of what is counted, and those with
which it begins."""

from __future__ import annotations

from kg.lexicon import Lexicon, listed

# Counting words that say nothing of what is counted.
PLAIN_UNITS = listed(
    {
        True: (
            "lượt, lượt người, lượt bệnh nhân, lượt người bệnh, ca, ca bệnh, trường hợp, người, bệnh nhân, người bệnh, "
            "người dân, lượt người dân, cái, chiếc, đơn vị, điểm, điểm phần trăm, cơ sở, đồng chí, lần, phần, suất, hộ, vụ, "
            "mẫu, cặp, con, em, cháu, trẻ, nhà, đối tượng, nhóm, ngày, lượt nhân dân, nhân dân, bà con, ca mắc, ca mắc mới, "
            "ca nhiễm, ca mắc bệnh, lượt ca, lượt khám, tuổi, tấn, kg, lít, ml, ha, km, m, "
            "m2, liều, mũi, cụ"
        )
    }
)
# Words in front that say no more than that something was there or was done.
FRONT = listed(
    {
        True: (
            "đã, đang, sẽ, cũng, đều, vẫn, còn, lại, và, thì, mà, nhưng, song, rồi, có, ghi nhận, tổ chức, thực hiện, "
            "thực hiện tốt, tiến hành, triển khai, phối hợp, phối hợp với, duy trì, xảy ra, tiếp tục, chủ động, tăng cường, "
            "đẩy mạnh, làm tốt, việc, công tác, đối với, về, hoàn thành, hiện, hiện nay, hiện tại, đến nay, trong đó, cụ thể, "
            "theo đó, bên cạnh đó, ngoài ra, đồng thời, đặc biệt, đặc biệt là, nhất là, riêng, kết quả, kết quả là, qua đó, "
            "từ đó, nhờ đó, tính chung, nổi bật, nổi bật là, như, là, gồm, bao gồm, trong, tại, ở, được, cùng, cùng với, với, "
            "toàn, từ chỗ, số còn lại, chỉ, mới, nhiều, trung bình, bình quân, trung bình mỗi ngày, bình quân mỗi ngày, mỗi ngày, "
            "mỗi năm, mỗi tháng, tổng cộng, ước, ước tính, dự kiến, phấn đấu, đặt mục tiêu, mục tiêu, yêu cầu, đề nghị, "
            "hướng tới, cam kết, sẵn sàng, phải, cần, thêm, có thêm, phát sinh, xuất hiện, khoảng, mở, cử, đưa, bố trí, dành, "
            "đón, trong số, vừa, hằng năm, hàng năm, trước mắt, cả trạm, trạm, đoàn, khoa, bệnh viện, trung tâm, "
            "kỳ họp, đại hội, hội nghị, lực lượng chức năng, gia đình, các trạm y tế, các trạm, đại hội đã, các đại biểu, "
            "tất cả, cả thảy, hơn, trên, toàn bộ, cho biết, thông tin, báo cáo, nâng, đưa số, để, nhằm, theo báo cáo, theo thống kê, "
            "qua, qua khám, làm, có tới, hiện có, đã có, được giao, giao, ngành, phần, phía, bên, đơn vị, toàn đơn vị, "
            "toàn viện, toàn ngành, toàn trường, cả nước, địa phương, trên địa bàn, địa bàn, sau, khi, trước, tương đương, "
            "tương ứng, thông qua, tổng, tổng số, đủ, được trên, khó khăn, hạn chế, tồn tại, đảm bảo, bảo đảm, các, những, từ, "
            "đến, tới, các đơn vị y tế, các cơ sở y tế công lập, các cơ sở y tế, cơ sở y tế, cơ sở y tế công lập, các đơn vị, "
            "các địa phương, "
            "đoàn viên, cán bộ, lực lượng, chúng tôi, ước đạt, đạt, cộng dồn, lũy kế, lũy tích, tính, nơi, cả khoa, cả, tuy nhiên, "
            "song, do, vì, bởi, khiến, buộc, đây là lần đầu, thấp nhất, cao nhất, nhiều nhất, ít nhất, kéo, kéo giảm, giữ, giữ vững, "
            "một ngày, một tuần, một tháng, hằng ngày, hàng ngày, hằng tháng, hàng tháng, "
            "tập trung, tập thể, cùng tập thể, bản tôi, thôn tôi, xã tôi, trường tôi, đơn vị tôi, chúng tôi, "
            "nơi đây, nơi này, trước đây, trước kia, gần đây, mới đây, thời gian qua, giao chỉ tiêu, lần lượt, lần lượt là"
        )
    }
)
# Of those, the ones that count: they go only where nothing telling follows.
NO_FRONT = listed(
    {
        True: (
            "trạm y tế, trạm bơm, khoa lâm sàng, khoa phòng, bệnh viện vệ tinh, cả nhà, mới nổi, thêm giờ, có thẻ, "
            "có bảo hiểm, được giao, có công, kéo dài, nâng cấp, làm mới, giữ trẻ, giữ rừng, giữ gìn, tập thể lao động, "
            "từ thiện, từ xa, kết quả tốt, kết quả cao, kết quả âm tính, "
            "kết quả dương tính, kết quả xét nghiệm, sau sinh, trước sinh"
        )
    }
)
SAYS = listed(
    {
        True: (
            "cho biết, cho rằng, cho hay, thông tin, khẳng định, nêu rõ, cho thấy, chia sẻ, nhấn mạnh, thông báo, nêu tình trạng, "
            "phản ánh, về việc, được biết, nhận thấy"
        )
    }
)
BACK = frozenset(
    "đạt là có được cho với ước bằng còn gồm lên xuống trên mức ở tại chiếm đến tới từ và của đã tổng khoảng như cả chỉ "
    "mới vẫn cũng đều trong vào các những xong thảy".split()
)
NEW = frozenset("thôn mắc nhiễm xây tuyển thị đổi hiện làm kỹ".split())  # nông thôn mới, số mắc mới: no adverb
HEADS = listed(
    {
        True: (
            "tỷ lệ, tổng số, số lượng, số lượt, số ca, số, công suất, tổng thu, tổng chi, tổng mức, mức, tỷ suất, tỷ số, "
            "tổng giá trị, giá trị, sản lượng, diện tích, doanh thu, thu nhập, năng suất, quy mô, độ bao phủ, bao phủ, chỉ số, "
            "điểm, hài lòng, sự hài lòng, thu, chi, đàn, tổng đàn, số tiền, kinh phí, trị giá, tổng trị giá, tổng kinh phí, "
            "tổng số tiền, dư nợ, giá bán, bình quân thu nhập, vốn chương trình, vốn đầu tư, vốn sự nghiệp"
        )
    }
)
NO_HEADS = listed(
    {
        True: (
            "số liệu, thu về, thu mua, thu hoạch, số hóa, số hoá, số còn lại, chi tiết, chi bộ, chi cục, chi nhánh, chi hội, "
            "chi đoàn, thu hút, thu dung, "
            "thu gom, điểm trạm, điểm cầu, mức độ, số quyết định, điểm mới, điểm sáng, điểm nhấn, điểm đến, "
            "thu hồi, chi viện, điểm tiêm, điểm nóng, một số, "
            "số phiếu, giá đỡ"
        )
    }
)
SIZES = listed(
    {True: ("tổng trị giá, trị giá, tổng kinh phí, kinh phí, tổng số tiền, số tiền, tổng giá trị, giá trị, tổng vốn, công suất, sức chứa")}
)
COMPOUNDS = frozenset(
    "dân một chỉ đánh tiếp thời địa đặc quan trọng cao định vượt mùa hiệu con tham hệ đại hấp".split()
)  # dân số, thời điểm
# What may stand between an indicator and its number.
TRAILING = listed(
    {
        True: (
            "xảy ra, ghi nhận, ghi nhận được, phát sinh, thực hiện, thực hiện được, hiện có, toàn huyện, toàn tỉnh, toàn xã, "
            "có thể, phấn đấu, dự kiến, sẽ, các năm, hàng năm, hằng năm, mỗi năm, qua các năm, mỗi ngày, dự báo, ước tính, "
            "hiện nay, liên tục, không ngừng, ngày càng, cao nhất, nhiều nhất, thấp nhất, lớn nhất, dao động, "
            "lần lượt, theo thứ tự, của đơn vị, của trung tâm, của bệnh viện, của trạm"
        )
    }
)
# Words at the ends of a line that announces a list.
ANNOUNCES = listed({True: "kết quả, tình hình, số liệu, chi tiết, cụ thể, tổng hợp, kết quả thực hiện"})
_SEVERAL = ("các", "một số", "từng", "những", "mỗi")
_UNITS = (
    *("xã", "phường", "huyện", "địa phương", "thôn", "bản", "ấp", "trạm", "trạm y tế", "đơn vị", "khoa", "trường", "cơ sở", "điểm", "tỉnh"),
    *("tuyến", "nhóm"),
)
ANNOUNCED = Lexicon(
    {
        **dict.fromkeys(("như sau", "cụ thể", "sau đây", "dưới đây", "theo địa bàn", "theo địa phương", "theo xã", "theo huyện"), True),
        **{f"{at} {several} {unit}": True for at in ("tại", "ở", "của", "theo") for several in _SEVERAL for unit in _UNITS},
    }
)
RANKS = frozenset("cao thấp nhiều ít nhất là gồm như :".split())  # behind what is announced of those who have most of it
DEGREES = frozenset("rất quá khá còn nâng không".split())  # `lượng máu tiếp nhận rất ít` ranks nobody
# Verbs of an event, before the number of places where it was.
HELD = listed({True: "được tổ chức, diễn ra, được triển khai, được thực hiện, được tiến hành"})
# Counting nouns that tell nothing alone.
BARE_HEADS = listed(
    {
        True: (
            "lần lượt, theo thứ tự, tỷ lệ, tổng số, số lượng, số, mức, tổng, số lượt, số ca, điểm, chỉ số, quy mô, giá trị, kết quả, "
            "đợt, kỳ"
        )
    }
)
# Words after a number where what it counts has been said, and words that only begin like them.
STOP: Lexicon[bool] = listed(
    {
        True: (
            "bằng, tăng, giảm, chiếm, so, để, nhằm, do, vì, nên, nhưng, song, tại, ở, theo, khi, qua, thì, mà, góp phần, "
            "góp, giúp, tương đương, tương ứng, trị giá, trong, hiện, tổng, mỗi, ngay, nhờ, còn, vượt, bình quân, trên, "
            "dưới, vào, đây, nâng, đưa, thông qua, kế hoạch, chỉ tiêu, nghị quyết, dự toán, so với, cùng kỳ, năm trước, "
            "và đạt, và tăng, và giảm, với, gồm, về, cho, cùng, nhất là, từ, đến, tới, cao hơn, thấp hơn, trung bình, "
            "riêng, gửi, kể, đã được đưa,  ngày đầu, những ngày đầu, buổi đầu"
        ),
        False: (
            "tăng huyết áp, giảm nghèo, vượt ngưỡng, vượt chuẩn, vượt tuyến, vượt rào, "
            "tăng thêm, còn sống, thực hiện, phát hiện, tự do, nhà ở, trong tuổi, "
            "trong độ tuổi, trong trường học, đưa vào, giường kế hoạch, từ thiện, không còn, chưa đều, không đều, "
            "bằng ca nô, bằng máy, dương tính với, âm tính với, trên đảo, trên biển, sốt cao, có nguy cơ cao, "
            "chỉ tiêu thiên niên kỷ, ngay tại nhà, tại nhà, tại chỗ, từ xa, qua da, trên cạn, bằng cấp, còn lại, cao tuổi, "
            "ở ghép, về hưu, cho thuê, theo dõi, biểu hiện, cộng tác, so sánh, tổng hợp, tổng quát, vào viện, nhập viện, "
            "đến khám, tới khám, đến tiêm, tới tiêm, đến hiến, tới hiến, đến viện, đến trường, "
            "còn tồn tại, còn vi phạm, còn thiếu, còn hạn chế, còn khuyết, về đích, "
            "trên địa bàn chưa, trên địa bàn không, trên địa bàn có, trên địa bàn đã, trên địa bàn đạt"
        ),
    }
)
SOFT_STOP = frozenset("đã sẽ đang đều sau trước là".split())  # … unless nothing telling came before them
NO_SOFT_STOP = listed({True: "đã được, đã bị, sau đại học, sau sinh, trước sinh, trước hôn nhân, sau phẫu thuật, sau cai, sau đẻ"})
RIGHT_BACK = frozenset("và của được là có cho với các đạt trong ra bị những trên đã từ hoặc trước vào".split())
ACTS = frozenset(  # xã hoàn thành
    "hiện đã vừa đang sẽ cũng còn mới hoàn có đạt huy trồng tổ tiếp triển khám vận thành ra trao chi xây làm gặp nâng".split()
)
ONES = frozenset({"em", "người", "trẻ", "học sinh", "cháu", "hộ", "bệnh nhân", "người bệnh", "cụ"})  # what one of them may have or do
GRADES = frozenset({"cao", "thấp", "tốt", "khá"})  # `Các xã đạt thấp gồm: …` does not say what of
LEVELS = frozenset("xã phường huyện tỉnh quận thôn bản".split())
NUMERALS = frozenset("một hai ba bốn sáu bảy tám chín mười".split())  # … và một kỹ sư
REACHES = frozenset("đạt là tăng giảm chiếm còn bằng được có".split())
GIVING = frozenset("tặng trao cho trợ giúp".split())
GROUPS = frozenset({"ngành", "lượng", "khối"})  # ngành Giáo dục và Đào tạo, lực lượng Công an
