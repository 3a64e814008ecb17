"""Every sentence that people read, one file per subject.

Short, warm, the same in each channel; "bạn", never "quý vị".
"""
